package dev.countersign.method.wallet;

import dev.countersign.crypto.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/// An ECDSA signature as Bitcoin writes it (BIP-66): strict DER, and then how it was hashed.
final class Der {
  private static final byte ALL = 1;
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 2;

  private Der() {}

  /// r‖s of a signature over all inputs and outputs; empty where it is of another kind or spelling.
  static Optional<byte[]> compact(byte[] signature) {
    if (signature.length < 9 || signature.length > 73) return Optional.empty();
    if (signature[signature.length - 1] != ALL) return Optional.empty();
    var reader = new ByteReader(Bytes.slice(signature, 0, signature.length - 1));
    if (reader.one() != SEQUENCE || reader.one() != reader.left()) return Optional.empty();
    Optional<BigInteger> r = integer(reader);
    Optional<BigInteger> s = r.flatMap(_ -> integer(reader));
    if (s.isEmpty() || !reader.ended()) return Optional.empty();
    return Optional.of(Bytes.join(Bytes.unsigned(r.get(), 32), Bytes.unsigned(s.get(), 32)));
  }

  /// Positive, and without a zero in front that its sign does not need.
  private static Optional<BigInteger> integer(ByteReader reader) {
    if (reader.left() < 2 || reader.one() != INTEGER) return Optional.empty();
    int length = reader.one();
    if (length < 1 || length > 33 || length > reader.left()) return Optional.empty();
    byte[] bytes = reader.take(length);
    BigInteger value = new BigInteger(bytes);
    boolean shortest = value.toByteArray().length == length;
    return value.signum() > 0 && shortest ? Optional.of(value) : Optional.empty();
  }
}
