package dev.countersign.method.wallet;

import dev.countersign.crypto.Bytes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/// A signature of an account, and the call that deploys or prepares the account: what ERC-6492 wraps
/// in one value with a suffix. Without the suffix there is no such call, and the factory is 0.
record CounterfactualSignature(byte[] factory, byte[] preparation, byte[] signature) {
  private static final byte[] SUFFIX = HexFormat.of().parseHex("6492".repeat(16));
  private static final int WORD = 32;
  private static final int ADDRESS = 20;

  static CounterfactualSignature of(byte[] posted) {
    int end = posted.length - SUFFIX.length;
    if (end < 0 || !Arrays.equals(posted, end, posted.length, SUFFIX, 0, SUFFIX.length)) {
      return new CounterfactualSignature(new byte[ADDRESS], new byte[0], posted);
    }
    byte[] wrapped = Arrays.copyOf(posted, end);
    byte[] factory = Bytes.slice(wrapped, 0, WORD);
    for (int i = 0; i < WORD - ADDRESS; i++) {
      if (factory[i] != 0) throw Posted.unreadable("a factory of ERC-6492");
    }
    return new CounterfactualSignature(
        Arrays.copyOfRange(factory, WORD - ADDRESS, WORD), list(wrapped, 1), list(wrapped, 2));
  }

  /// The bytes to which the given word of the head leads (Contract ABI, dynamic types).
  private static byte[] list(byte[] wrapped, int word) {
    int from = number(wrapped, word * WORD);
    int length = number(wrapped, from);
    return Bytes.slice(wrapped, from + WORD, from + WORD + length);
  }

  /// Below 2^16, which is beyond the end of whatever was posted.
  private static int number(byte[] wrapped, int at) {
    BigInteger number = new BigInteger(1, Bytes.slice(wrapped, at, at + WORD));
    if (number.bitLength() > 16) throw Posted.unreadable("an offset of ERC-6492");
    return number.intValue();
  }
}
