package dev.countersign.method.wallet;

import dev.countersign.crypto.Bytes;

/// Bytes of a stranger, read from the front. Reading beyond the end is a malformed input.
final class ByteReader {
  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] take(int length) {
    byte[] taken = Bytes.slice(bytes, at, at + length);
    at += length;
    return taken;
  }

  int one() {
    return take(1)[0] & 0xff;
  }

  int left() {
    return bytes.length - at;
  }

  boolean ended() {
    return left() == 0;
  }
}
