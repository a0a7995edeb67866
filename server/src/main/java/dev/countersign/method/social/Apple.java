package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.FORM_POST;
import static dev.countersign.method.social.Spec.Trait.OPENS_ITSELF;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Base64Url;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// https://developer.apple.com/documentation/signinwithapplerestapi
///
/// The secret is a token that the team's key signs for one call. On Apple's own browsers an SDK has
/// Apple's script open the flow.
final class Apple {
  private static final Duration LIFE = Duration.ofMinutes(5);

  static final Spec SPEC =
      Spec.of("apple", Apple::account)
          .opensAt("https://appleid.apple.com/auth/authorize")
          .tokensAt("https://appleid.apple.com/auth/token")
          .signs("https://appleid.apple.com", "https://appleid.apple.com/auth/keys")
          .scopes("name email")
          .secret(Apple::secret)
          .is(FORM_POST)
          .is(OPENS_ITSELF);

  private Apple() {}

  /// The name comes once, with the first sign-in, and through the browser: it is the person's word.
  private static SocialAccount account(Told told) {
    JsonNode name = user(told.callback()).path("name");
    String whole =
        Stream.of("firstName", "lastName")
            .map(part -> name.path(part).stringValueOpt().orElse(""))
            .filter(part -> !part.isBlank())
            .reduce((first, last) -> first + " " + last)
            .orElse("");
    JsonNode claims = told.claims();
    return SocialAccount.of("apple", claims.path("sub"))
        .displayName(Json.tree(whole))
        .email(claims.path("email"), OpenId.verified(claims.path("email_verified")));
  }

  private static JsonNode user(JsonNode callback) {
    try {
      return Json.parse(callback.path("user").stringValueOpt().orElse("{}").getBytes(US_ASCII));
    } catch (Refusal _) {
      return MissingNode.getInstance();
    }
  }

  private static String secret(Setup setup, Instant now) {
    var header = Map.of("alg", "ES256", "kid", setup.required("appleKeyId"));
    var claims =
        Map.of(
            "iss", setup.required("appleTeamId"),
            "sub", setup.clientId(),
            "aud", "https://appleid.apple.com",
            "iat", now.getEpochSecond(),
            "exp", now.plus(LIFE).getEpochSecond());
    String input =
        Base64Url.encode(Json.bytes(header)) + "." + Base64Url.encode(Json.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key(setup.requiredSecret()));
      signature.update(input.getBytes(US_ASCII));
      return input + "." + Base64Url.encode(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new Refusal(Problem.PROVIDER_NOT_AVAILABLE, "apple: the secret is no private key");
    }
  }

  /// As Apple hands it out: PKCS #8 in PEM.
  private static PrivateKey key(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
