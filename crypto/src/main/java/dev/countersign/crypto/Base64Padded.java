package dev.countersign.crypto;

import java.util.Base64;

/// Base64 with padding (RFC 4648 §4), read strictly: each value has exactly one spelling.
public final class Base64Padded {
  private Base64Padded() {}

  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new MalformedInput("base64: not of its alphabet or length");
    }
    if (!encode(bytes).equals(text)) throw new MalformedInput("base64: not canonical");
    return bytes;
  }
}
