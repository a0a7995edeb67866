package dev.countersign.crypto;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// Bech32 and Bech32m (BIP-173, BIP-350), read: a prefix, values of five bits, a check sum.
public record Bech32(Variant variant, String prefix, byte[] values) {
  /// The constant that the check sum ends on.
  public enum Variant {
    BECH32(1),
    BECH32M(0x2bc830a3);

    private final int constant;

    Variant(int constant) {
      this.constant = constant;
    }
  }

  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final int CHECK = 6;
  private static final int LONGEST = 90;

  public static Bech32 decode(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.length() > LONGEST) throw new MalformedInput("bech32: too long");
    if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new MalformedInput("bech32: mixed case");
    }
    int one = lower.lastIndexOf('1');
    if (one < 1 || one + 1 + CHECK > lower.length()) throw new MalformedInput("bech32: no prefix");
    String prefix = lower.substring(0, one);
    if (!PRINTABLE.matcher(prefix).matches()) throw new MalformedInput("bech32: prefix");
    byte[] values = new byte[lower.length() - one - 1];
    for (int i = 0; i < values.length; i++) {
      int value = ALPHABET.indexOf(lower.charAt(one + 1 + i));
      if (value < 0) throw new MalformedInput("bech32: not of its alphabet");
      values[i] = (byte) value;
    }
    int sum = sum(prefix, values);
    for (Variant variant : Variant.values()) {
      if (sum == variant.constant) {
        return new Bech32(variant, prefix, Arrays.copyOf(values, values.length - CHECK));
      }
    }
    throw new MalformedInput("bech32: wrong check sum");
  }

  public static String encode(Variant variant, String prefix, byte[] data) {
    byte[] values = toFive(data);
    int sum = sum(prefix, Bytes.join(values, new byte[CHECK])) ^ variant.constant;
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte value : values) text.append(ALPHABET.charAt(value));
    for (int i = CHECK - 1; i >= 0; i--) text.append(ALPHABET.charAt((sum >> (5 * i)) & 31));
    return text.toString();
  }

  /// The bytes that the values from `from` on make; bits left over must be zero and fewer than five.
  public byte[] bytes(int from) {
    byte[] bytes = new byte[Math.max(0, values.length - from) * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (int i = from; i < values.length; i++) {
      buffer = (buffer << 5) | values[i];
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    if (bits >= 5 || buffer != 0) throw new MalformedInput("bech32: padding");
    return bytes;
  }

  private static byte[] toFive(byte[] data) {
    byte[] values = new byte[(data.length * 8 + 4) / 5];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (byte datum : data) {
      buffer = ((buffer << 8) | (datum & 0xff)) & 0xfff;
      for (bits += 8; bits >= 5; ) {
        bits -= 5;
        values[at++] = (byte) ((buffer >> bits) & 31);
      }
    }
    if (bits > 0) values[at] = (byte) ((buffer << (5 - bits)) & 31);
    return values;
  }

  private static int sum(String prefix, byte[] values) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) >> 5);
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) & 31);
    for (byte value : values) sum = step(sum, value);
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = ((sum & 0x1ffffff) << 5) ^ value;
    for (int i = 0; i < GENERATOR.length; i++) if (((top >> i) & 1) == 1) next ^= GENERATOR[i];
    return next;
  }
}
