package dev.countersign.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.access.Access;
import dev.countersign.base.Json;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.credential.Owner;
import dev.countersign.crypto.Sha256;
import dev.countersign.environment.Environment;
import dev.countersign.session.Client;
import dev.countersign.session.Session;
import dev.countersign.user.Profile;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The claims of both tokens (RFC 7519 §4, and the names this wire adds). Times are seconds.
final class Claims {
  /// Which of the two tokens it is; verifiers of access tokens require [#ACCESS].
  static final String TOKEN_USE = "token_use";

  static final String ACCESS = "access";
  static final String ID = "id";
  static final String ELEVATED = "elevated";

  /// Which of the tokens that followed each other in the session.
  static final String GENERATION = "token_generation";

  private Claims() {}

  static ObjectNode access(
      Environment environment,
      String issuer,
      String kid,
      UUID id,
      Owner owner,
      Session session,
      Access access,
      Client client,
      Instant now) {
    ObjectNode claims = Json.object();
    claims.put("kid", kid);
    claims.put("iss", issuer);
    claims.put("aud", client.origin());
    claims.put("sub", owner.userId().toString());
    claims.put("sid", session.id().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", session.expiresAt().getEpochSecond());
    claims.put("jti", id.toString());
    claims.put(TOKEN_USE, ACCESS);
    claims.put(GENERATION, session.tokenGeneration());
    claims.put("environment_id", environment.id().toString());
    claims.put("scope", access.scope());
    access
        .standing()
        .device()
        .ifPresent(device -> claims.put("deviceRegistrationId", device.toString()));
    claims.set("amr", Json.tree(session.provenBy()));
    claims.put("last_verified_credential_id", owner.proven().id().toString());
    claims.put("signin_credential_id", session.signInCredentialId().toString());
    claims.put("originalSid", session.id().toString());
    claims.put("refreshExp", session.refreshUntil().getEpochSecond());
    claims.set("verifiedCredentialsHashes", hashes(owner));
    put(claims, "session_public_key", session.sessionPublicKey());
    put(claims, "email", owner.user().profile().email());
    put(claims, "username", owner.user().profile().username());
    put(claims, "sdkVersion", client.sdkVersion());
    return claims;
  }

  /// The ID token says the same of the session, and all there is to say of the person.
  static ObjectNode id(ObjectNode access, UUID id, Owner owner, Access lists) {
    ObjectNode claims = access.deepCopy();
    claims.put("jti", id.toString());
    claims.put(TOKEN_USE, ID);
    Profile profile = owner.user().profile();
    put(claims, "given_name", profile.firstName());
    put(claims, "family_name", profile.lastName());
    put(claims, "alias", profile.alias());
    put(claims, "phone_number", profile.phoneNumber());
    put(claims, "country", profile.country());
    put(claims, "job_title", profile.jobTitle());
    put(claims, "t_shirt_size", profile.tShirtSize());
    put(claims, "team", profile.team());
    put(claims, "policies_consent", profile.policiesConsent());
    put(claims, "email_notification", profile.emailNotification());
    put(claims, "discord_notification", profile.discordNotification());
    put(claims, "newsletter_notification", profile.newsletterNotification());
    put(claims, "btc_wallet", profile.btcWallet());
    put(claims, "kda_wallet", profile.kdaWallet());
    put(claims, "ltc_wallet", profile.ltcWallet());
    put(claims, "ckb_wallet", profile.ckbWallet());
    put(claims, "kas_wallet", profile.kasWallet());
    put(claims, "doge_wallet", profile.dogeWallet());
    claims.set("metadata", profile.metadata());
    claims.set("lists", Json.tree(lists.lists()));
    claims.set("missing_fields", Json.tree(lists.missingFields()));
    claims.set("verified_credentials", UserDocument.credentials(owner.credentials()));
    claims.set("verified_account", UserDocument.credential(owner.proven()));
    claims.put("last_authenticated_account_id", owner.proven().id().toString());
    claims.set("blockchain_accounts", UserDocument.wallets(owner.credentials()));
    claims.put("new_user", owner.created());
    put(claims, "first_visit", owner.user().firstVisit());
    put(claims, "last_visit", owner.user().lastVisit());
    return claims;
  }

  /// What the session's person may do for a moment. Clients read `scope`, `exp` and `singleUse`.
  static ObjectNode elevated(
      Environment environment,
      String issuer,
      String kid,
      UUID id,
      Session session,
      String audience,
      Elevation elevation,
      Instant now) {
    ObjectNode claims = Json.object();
    claims.put("kid", kid);
    claims.put("iss", issuer);
    claims.put("aud", audience);
    claims.put("sub", session.userId().toString());
    claims.put("sid", session.id().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", elevation.expiresAt().getEpochSecond());
    claims.put("jti", id.toString());
    claims.put(TOKEN_USE, ELEVATED);
    claims.put("environment_id", environment.id().toString());
    claims.put("scope", String.join(" ", elevation.scopes()));
    claims.put("singleUse", elevation.singleUse());
    return claims;
  }

  /// For each format, the SHA-256 in hex of its credential ids, sorted and joined: a server that
  /// remembers it sees that a credential came or went.
  private static ObjectNode hashes(Owner owner) {
    var ids = new TreeMap<String, StringBuilder>();
    owner.credentials().stream()
        .sorted(java.util.Comparator.comparing(LinkedCredential::id))
        .forEach(
            linked ->
                ids.computeIfAbsent(linked.credential().format(), _ -> new StringBuilder())
                    .append(linked.id()));
    ObjectNode hashes = Json.object();
    ids.forEach((format, text) -> hashes.put(format, Sha256.hex(text.toString().getBytes(UTF_8))));
    return hashes;
  }

  private static void put(ObjectNode claims, String name, @Nullable String value) {
    if (value != null) claims.put(name, value);
  }

  private static void put(ObjectNode claims, String name, @Nullable Boolean value) {
    if (value != null) claims.put(name, value);
  }

  private static void put(ObjectNode claims, String name, @Nullable Instant value) {
    if (value != null) claims.put(name, value.toString());
  }
}
