package dev.countersign.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;

/// The public half of a signing key as a JSON Web Key has it (RFC 7518 §6.3.1).
public record RsaPublicJwk(String kid, String n, String e) {
  public static RsaPublicJwk of(String kid, RSAPublicKey key) {
    return new RsaPublicJwk(kid, number(key.getModulus()), number(key.getPublicExponent()));
  }

  /// RFC 7638 §3: the required members alone, in this order, without a space.
  public static String thumbprint(RSAPublicKey key) {
    RsaPublicJwk jwk = of("", key);
    String canonical = "{\"e\":\"" + jwk.e + "\",\"kty\":\"RSA\",\"n\":\"" + jwk.n + "\"}";
    return Sha256.base64Url(canonical.getBytes(StandardCharsets.US_ASCII));
  }

  /// Base64urlUInt (RFC 7518 §2): Java's byte for the sign may not be written.
  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    if (bytes.length == 1 || bytes[0] != 0) return Base64Url.encode(bytes);
    byte[] unsigned = new byte[bytes.length - 1];
    System.arraycopy(bytes, 1, unsigned, 0, unsigned.length);
    return Base64Url.encode(unsigned);
  }
}
