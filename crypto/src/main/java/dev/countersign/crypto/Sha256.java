package dev.countersign.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, for what is already secret and long, or not secret at all. Short codes need `Hmac`.
public final class Sha256 {
  private Sha256() {}

  public static byte[] of(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }

  public static String hex(byte[] input) {
    return HexFormat.of().formatHex(of(input));
  }

  public static String base64Url(byte[] input) {
    return Base64Url.encode(of(input));
  }
}
