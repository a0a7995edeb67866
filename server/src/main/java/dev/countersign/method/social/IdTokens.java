package dev.countersign.method.social;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.jose.ForeignJwt;
import dev.countersign.jose.KeySets;
import dev.countersign.jose.KeysUnavailable;
import dev.countersign.jose.Unreadable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Judges ID tokens, in the order of OpenID Connect Core §3.1.3.7. The signature is verified although
/// the token comes from the provider itself.
final class IdTokens {
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final KeySets keySets;
  private final CryptoProvider provider;
  private final Clock clock;

  IdTokens(KeySets keySets, CryptoProvider provider, Clock clock) {
    this.keySets = keySets;
    this.provider = provider;
    this.clock = clock;
  }

  /// What the token must say.
  ///
  /// @param issuer may hold `{tid}`, for which the token's own tenant is put in
  /// @param nonce empty for a flow that was opened past this server, which has none
  record Expected(URI jwks, String issuer, String audience, String nonce) {}

  ObjectNode claims(String compact, Expected expected) {
    ForeignJwt token = read(compact);
    requireSigned(token, expected.jwks());
    ObjectNode claims = token.claims();
    requireIssuer(claims, expected.issuer());
    requireAudience(claims, expected.audience());
    requireTimes(claims, clock.instant());
    String nonce = claims.path("nonce").stringValueOpt().orElse("");
    if (!expected.nonce().isEmpty() && !expected.nonce().equals(nonce)) throw refused("nonce");
    if (claims.path("sub").stringValueOpt().filter(sub -> !sub.isBlank()).isEmpty()) {
      throw refused("sub");
    }
    return claims;
  }

  private static ForeignJwt read(String compact) {
    try {
      ForeignJwt token = ForeignJwt.read(compact);
      if (token.headerFault().isPresent()) throw refused("header");
      return token;
    } catch (Unreadable unreadable) {
      throw refused(String.valueOf(unreadable.getMessage()));
    }
  }

  private void requireSigned(ForeignJwt token, URI jwks) {
    try {
      boolean signed =
          keySets
              .at(jwks, token.kid())
              .find(token.kid())
              .filter(key -> key.signed(token, provider))
              .isPresent();
      if (!signed) throw refused("signature");
    } catch (KeysUnavailable unavailable) {
      throw new Refusal(
          Problem.PROVIDER_UNAVAILABLE, jwks.getHost() + ": " + unavailable.getMessage());
    }
  }

  private static void requireIssuer(ObjectNode claims, String issuer) {
    String tenant = claims.path("tid").stringValueOpt().orElse("");
    String iss = claims.path("iss").stringValueOpt().orElse("");
    if (!iss.equals(issuer.replace("{tid}", tenant))) throw refused("iss");
  }

  /// One audience is us alone; of several we must be the party it was made for.
  private static void requireAudience(ObjectNode claims, String clientId) {
    JsonNode aud = claims.path("aud");
    boolean alone = aud.stringValueOpt().filter(clientId::equals).isPresent();
    boolean among =
        aud.valueStream().anyMatch(one -> clientId.equals(one.stringValueOpt().orElse("")));
    if (!alone && !among) throw refused("aud");
    String party = claims.path("azp").stringValueOpt().orElse("");
    boolean several = aud.isArray() && aud.size() > 1;
    if ((several || claims.has("azp")) && !party.equals(clientId)) throw refused("azp");
  }

  /// A token that ends this second has ended.
  private static void requireTimes(ObjectNode claims, Instant now) {
    Instant end = time(claims, "exp");
    if (!now.minus(SKEW).isBefore(end)) throw refused("exp");
    if (time(claims, "iat").isAfter(now.plus(SKEW))) throw refused("iat");
  }

  private static Instant time(ObjectNode claims, String name) {
    JsonNode seconds = claims.path(name);
    if (!seconds.isIntegralNumber() || !seconds.canConvertToInt()) throw refused(name);
    return Instant.ofEpochSecond(seconds.longValue());
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.OTHER_VERIFY_FAILURE, "ID token: " + what);
  }
}
