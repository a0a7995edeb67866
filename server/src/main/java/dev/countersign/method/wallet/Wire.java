package dev.countersign.method.wallet;

import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How Bitcoin writes numbers and lists of bytes.
final class Wire {
  private Wire() {}

  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /// A length and then the bytes, of which there are fewer than 2^16.
  static byte[] sized(byte[] bytes) {
    return Bytes.join(size(bytes.length), bytes);
  }

  static byte[] size(int size) {
    if (size < 0xfd) return new byte[] {(byte) size};
    if (size > 0xffff) throw new IllegalArgumentException("a long list");
    return new byte[] {(byte) 0xfd, (byte) size, (byte) (size >> 8)};
  }

  /// Read in its shortest form only, and below 2^16: nothing here is longer.
  static byte[] sized(ByteReader reader) {
    return reader.take(size(reader));
  }

  static int size(ByteReader reader) {
    int first = reader.one();
    if (first < 0xfd) return first;
    int size = reader.one() | (reader.one() << 8);
    if (first != 0xfd || size < 0xfd) throw Posted.unreadable("a length of Bitcoin");
    return size;
  }

  static byte[] twice(byte[] bytes) {
    return Sha256.of(Sha256.of(bytes));
  }
}
