package dev.countersign.base;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// The one source of randomness and of ids.
public final class Secrets {
  private static final char[] ALPHANUMERIC =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();

  private final SecureRandom random = new SecureRandom();

  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// A decimal code of `length` digits, each code equally likely.
  public String digits(int length) {
    long bound = Math.powExact(10L, length);
    return String.format(Locale.ROOT, "%0" + length + "d", random.nextLong(bound));
  }

  public String alphanumeric(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) text.append(ALPHANUMERIC[random.nextInt(ALPHANUMERIC.length)]);
    return text.toString();
  }

  /// A random id (RFC 9562 §5.4), where its order must tell nothing.
  public UUID randomId() {
    byte[] bytes = bytes(16);
    return new UUID(
        (first(bytes, 0) & 0xffff_ffff_ffff_0fffL) | 0x4000L,
        (first(bytes, 8) & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  /// An id that sorts by time (RFC 9562 §5.7), so that new rows lie side by side in the index.
  public UUID id(Instant now) {
    byte[] bytes = bytes(16);
    return new UUID(
        (now.toEpochMilli() << 16) | (first(bytes, 0) & 0x0fffL) | 0x7000L,
        (first(bytes, 8) & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  private static long first(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) value = (value << 8) | (bytes[i] & 0xff);
    return value;
  }
}
