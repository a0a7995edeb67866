package dev.countersign.token;

import dev.countersign.access.Access;
import dev.countersign.base.Json;
import dev.countersign.credential.Credential;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.credential.Owner;
import dev.countersign.factor.Factor;
import dev.countersign.session.Session;
import dev.countersign.user.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A user as the clients of this wire read them: names in a mix of snake and camel case that is
/// theirs, absent where there is no value.
public final class UserDocument {
  private UserDocument() {}

  /// The whole user, with every credential: clients replace what they hold by what they get.
  public static ObjectNode of(Owner owner, Session session, Access access) {
    ObjectNode document = of(owner.user(), owner.credentials());
    document.put("sessionId", session.id().toString());
    document.put("lastVerifiedCredentialId", owner.proven().id().toString());
    document.put("newUser", owner.created());
    document.put("scope", access.scope());
    document.set("lists", Json.tree(access.lists()));
    document.set("missingFields", Json.tree(access.missingFields()));
    access
        .standing()
        .recoveryCodes()
        .ifPresent(state -> document.put("mfaBackupCodeAcknowledgement", state));
    return document;
  }

  /// Without a session: what an operator sees.
  public static ObjectNode of(User user, List<LinkedCredential> credentials) {
    ObjectNode document = Json.object();
    document.put("id", user.id().toString());
    document.put("projectEnvironmentId", user.environmentId().toString());
    document.set("verifiedCredentials", credentials(credentials));
    ObjectNode profile = (ObjectNode) Json.tree(user.profile());
    profile.properties().stream()
        .filter(member -> !member.getValue().isNull())
        .forEach(member -> document.set(member.getKey(), member.getValue()));
    put(document, "firstVisit", user.firstVisit());
    put(document, "lastVisit", user.lastVisit());
    return document;
  }

  public static ArrayNode factors(List<Factor> factors) {
    ArrayNode list = Json.array();
    for (Factor factor : factors) list.add(factor(factor));
    return list;
  }

  /// One second factor, which this wire calls a device.
  public static ObjectNode factor(Factor factor) {
    ObjectNode document = Json.object();
    document.put("id", factor.id().toString());
    document.put("type", factor.method().wireName());
    document.put("verified", factor.verified());
    document.put("default", factor.preferred());
    document.put("createdAt", factor.createdAt().toString());
    put(document, "verifiedAt", factor.verifiedAt());
    if (factor.alias() != null) document.put("alias", factor.alias());
    return document;
  }

  static ArrayNode credentials(List<LinkedCredential> credentials) {
    ArrayNode list = Json.array();
    for (LinkedCredential linked : credentials) list.add(credential(linked));
    return list;
  }

  static ArrayNode wallets(List<LinkedCredential> credentials) {
    return credentials(
        credentials.stream()
            .filter(linked -> linked.credential() instanceof Credential.Wallet)
            .toList());
  }

  static ObjectNode credential(LinkedCredential linked) {
    ObjectNode document = Json.object();
    document.put("id", linked.id().toString());
    document.put("format", linked.credential().format());
    document.put("public_identifier", linked.publicIdentifier());
    document.put("signInEnabled", linked.signInEnabled());
    put(document, "verifiedAt", linked.verifiedAt());
    put(document, "lastSelectedAt", linked.lastSelectedAt());
    switch (linked.credential()) {
      case Credential.Email(var address) -> document.put("email", address.value());
      case Credential.Phone(var number) -> {
        document.put("phoneNumber", number.national());
        document.put("phoneCountryCode", number.countryCode());
        document.put("isoCountryCode", number.region());
      }
      case Credential.Wallet(var chain, _) -> {
        document.put("chain", chain);
        document.put("address", linked.publicIdentifier());
      }
      case Credential.External(var issuer, var subject) -> {
        document.put("externalUserId", subject);
        document.put("externalIssuer", issuer);
      }
      case Credential.Passkey _ -> {
        // Its own id is for authenticators; what there is to say is in the list of passkeys.
      }
      case Credential.Social(var provider, var accountId) -> {
        document.put("oauth_provider", provider);
        document.put("oauth_account_id", accountId);
      }
    }
    document.setAll(linked.details());
    return document;
  }

  private static void put(ObjectNode document, String name, @Nullable Instant time) {
    if (time != null) document.put(name, time.toString());
  }
}
