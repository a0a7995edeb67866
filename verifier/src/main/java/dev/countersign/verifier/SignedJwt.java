package dev.countersign.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A compact JWS (RFC 7515 §7.1) signed RS256, of which nothing but the header was read yet. The
/// header picks one of the keys we hold by its `kid` and has no other say: `jku`, `x5u`, `x5c` and
/// `jwk` are not looked at (RFC 8725 §3.1, §3.10).
final class SignedJwt {
  private final String kid;
  private final String signingInput;
  private final byte[] payload;
  private final Base64URL signature;

  private SignedJwt(String kid, String signingInput, byte[] payload, Base64URL signature) {
    this.kid = kid;
    this.signingInput = signingInput;
    this.payload = payload;
    this.signature = signature;
  }

  /// @param longest in characters; a longer one is refused before it is looked at
  static SignedJwt parse(String compact, int longest, String typ) throws InvalidAccessToken {
    if (compact.length() > longest) throw malformed("too long");
    // -1: a dot at the end begins one more part, which must be seen to be refused.
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) throw malformed("not three parts");
    Map<String, @Nullable Object> header = json(decoded(parts[0]), "header");
    byte[] payload = decoded(parts[1]);
    decoded(parts[2]);
    if (!"RS256".equals(header.get("alg"))) {
      throw new InvalidAccessToken(Reason.ALGORITHM, "not RS256");
    }
    if (!typ.equals(header.get("typ"))) throw new InvalidAccessToken(Reason.TYPE, "typ");
    // RFC 7515 §4.1.11: there is no extension that we understand.
    if (header.containsKey("crit")) throw malformed("crit");
    // RFC 7519 §5.2: cty is for a token within a token.
    if (header.containsKey("cty")) throw malformed("cty");
    if (!(header.get("kid") instanceof String kid)) throw malformed("kid");
    String signingInput = parts[0] + "." + parts[1];
    return new SignedJwt(kid, signingInput, payload, new Base64URL(parts[2]));
  }

  String kid() {
    return kid;
  }

  /// The claims, if this key signed them.
  Map<String, @Nullable Object> claims(RSAPublicKey key) throws InvalidAccessToken {
    var header = new JWSHeader(JWSAlgorithm.RS256);
    try {
      if (!new RSASSAVerifier(key).verify(header, signingInput.getBytes(US_ASCII), signature)) {
        throw new InvalidAccessToken(Reason.SIGNATURE, "not by this key");
      }
    } catch (JOSEException e) {
      throw new InvalidAccessToken(Reason.SIGNATURE, "cannot be verified", e);
    }
    return json(payload, "payload");
  }

  /// Base64url as RFC 7515 §2 has it. The JDK overlooks padding and stray low bits at the end, which
  /// would give one token several spellings.
  private static byte[] decoded(String part) throws InvalidAccessToken {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw malformed("base64url");
    }
    String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (bytes.length == 0 || !canonical.equals(part)) throw malformed("base64url");
    return bytes;
  }

  private static Map<String, @Nullable Object> json(byte[] bytes, String part)
      throws InvalidAccessToken {
    return StrictJson.object(bytes).orElseThrow(() -> malformed(part));
  }

  private static InvalidAccessToken malformed(String what) {
    return new InvalidAccessToken(Reason.MALFORMED, what);
  }
}
