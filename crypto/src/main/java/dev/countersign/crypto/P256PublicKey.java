package dev.countersign.crypto;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A P-256 key of a device or session, in the one spelling SDKs send: compressed, lower-case hex.
public record P256PublicKey(String hex) {
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{128}");

  public P256PublicKey {
    P256.point(hex);
  }

  public static P256PublicKey parse(String compressedHex) {
    return new P256PublicKey(compressedHex);
  }

  /// ECDSA with SHA-256, the signature as r‖s (IEEE P1363). Whatever is not one is just false.
  public boolean verify(CryptoProvider provider, byte[] message, String signatureHex128) {
    if (!SIGNATURE.matcher(signatureHex128).matches()) return false;
    byte[] signature = HexFormat.of().parseHex(signatureHex128);
    BigInteger r = new BigInteger(1, signature, 0, 32);
    BigInteger s = new BigInteger(1, signature, 32, 32);
    // Asked of no library: r = s = 0 once verified for any message and key (CVE-2022-21449).
    if (!P256.isScalar(r) || !P256.isScalar(s)) return false;
    return provider
        .ec()
        .map(ec -> P256.verify(ec, hex, message, signature))
        .orElseGet(() -> P256.verify(hex, message, r, s));
  }
}
