import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;

/// Checks tokens as a customer's server does, against the published keys.
final class TokenCheck {
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  private final String kid;
  private final PublicKey key;

  /// Of an environment that has one key.
  TokenCheck(String keys) {
    this.kid = Api.text(keys, "kid");
    var modulus = new BigInteger(1, BASE64.decode(Api.text(keys, "n")));
    var exponent = new BigInteger(1, BASE64.decode(Api.text(keys, "e")));
    try {
      this.key =
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Both are ours, of one person, in force, and each is what it should be.
  void require(Api.Tokens tokens) {
    String access = claims(tokens.access(), "access");
    String id = claims(tokens.id(), "id");
    if (!Api.text(access, "sub").equals(Api.text(id, "sub"))) throw bad("two persons", id);
  }

  private String claims(String token, String use) {
    String[] parts = token.split("\\.");
    if (parts.length != 3 || !Api.text(decoded(parts[0]), "kid").equals(kid))
      throw bad("a strange header", token);
    if (!signed(parts[0] + "." + parts[1], parts[2])) throw bad("a wrong signature", token);
    String claims = decoded(parts[1]);
    if (!Api.text(claims, "token_use").equals(use)) throw bad("the wrong use", claims);
    String end = claims.replaceAll("(?s).*\"exp\":(\\d+).*", "$1");
    if (Long.parseLong(end) <= Instant.now().getEpochSecond()) throw bad("expired", claims);
    return claims;
  }

  private boolean signed(String input, String signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(input.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(BASE64.decode(signature));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String decoded(String part) {
    return new String(BASE64.decode(part), StandardCharsets.UTF_8);
  }

  private static Stop bad(String what, String text) {
    return new Stop("a token is no good (" + what + "): " + text);
  }
}
