package dev.countersign.crypto;

/// Base32 without padding (RFC 4648 §6), read strictly: each value has exactly one spelling.
public final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = ((buffer << 8) | (b & 0xff)) & 0xfff;
      for (bits += 8; bits >= 5; ) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
    }
    if (bits > 0) text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
    return text.toString();
  }

  public static byte[] decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) throw new MalformedInput("base32: not of its alphabet");
      buffer = ((buffer << 5) | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    if (!encode(bytes).equals(text)) throw new MalformedInput("base32: not canonical");
    return bytes;
  }
}
