package dev.countersign.base;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The one source of randomness and of ids.
public final class Secrets {
  private static final char[] ALPHANUMERIC =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();

  private final SecureRandom random = new SecureRandom();

  /// 48 bits of milliseconds and 12 of a counter.
  private final AtomicLong last = new AtomicLong();

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

  /// An id that sorts by time (RFC 9562 §5.7), so that new rows lie side by side in the index. Each
  /// sorts after the one made before it here, also within one millisecond (§6.2, method 3).
  public UUID id(Instant now) {
    long fresh = (now.toEpochMilli() << 12) | random.nextInt(1 << 11);
    long time = last.updateAndGet(before -> Math.max(before + 1, fresh));
    return new UUID(
        ((time >>> 12) << 16) | 0x7000L | (time & 0x0fffL),
        (first(bytes(8), 0) & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  private static long first(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) value = (value << 8) | (bytes[i] & 0xff);
    return value;
  }
}
