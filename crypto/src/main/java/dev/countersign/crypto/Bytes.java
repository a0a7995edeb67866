package dev.countersign.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/// Bytes put together.
public final class Bytes {
  private Bytes() {}

  public static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) length += part.length;
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /// A number that is not negative, big-endian, in exactly `length` bytes.
  public static byte[] unsigned(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
    if (number.signum() < 0 || bytes.length - from > length) {
      throw new MalformedInput("number: negative or too large");
    }
    byte[] padded = new byte[length];
    System.arraycopy(bytes, from, padded, length - (bytes.length - from), bytes.length - from);
    return padded;
  }

  /// `bytes` from `from` up to, not with, `to`.
  public static byte[] slice(byte[] bytes, int from, int to) {
    if (from < 0 || to > bytes.length || from > to) throw new MalformedInput("bytes: too short");
    return Arrays.copyOfRange(bytes, from, to);
  }
}
