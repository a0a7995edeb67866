package dev.countersign.crypto;

import java.util.Base64;

/// Base64url without padding (RFC 7515 §2), read strictly: each value has exactly one spelling.
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  public static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new MalformedInput("base64url: not of its alphabet or length");
    }
    // The JDK overlooks padding and stray low bits at the end: two spellings of one token.
    if (!encode(bytes).equals(text)) throw new MalformedInput("base64url: not canonical");
    return bytes;
  }
}
