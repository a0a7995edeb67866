package dev.countersign.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Keccak256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/// A key of Ethereum that signs texts (EIP-191), in the plainest arithmetic. For tests alone: it takes
/// its time, and the time tells the key.
public final class EvmWallet {
  private static final BigInteger P =
      new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final Point G =
      new Point(
          new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
          new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));

  private final BigInteger key;

  public EvmWallet(long key) {
    this.key = BigInteger.valueOf(key);
  }

  private record Point(BigInteger x, BigInteger y) {}

  /// In lower case, which carries no check sum.
  public String address() {
    Point own = times(key, G);
    byte[] digest = Keccak256.of(Bytes.unsigned(own.x(), 32), Bytes.unsigned(own.y(), 32));
    return "0x" + HexFormat.of().formatHex(Arrays.copyOfRange(digest, 12, 32));
  }

  public String sign(String text) {
    byte[] message = text.getBytes(UTF_8);
    byte[] prefix = ("\u0019Ethereum Signed Message:\n" + message.length).getBytes(UTF_8);
    byte[] hash = Keccak256.of(prefix, message);
    BigInteger z = new BigInteger(1, hash);
    BigInteger nonce = new BigInteger(1, Keccak256.of(hash, Bytes.unsigned(key, 32))).mod(N);
    Point point = times(nonce, G);
    BigInteger r = point.x().mod(N);
    BigInteger s = nonce.modInverse(N).multiply(z.add(r.multiply(key))).mod(N);
    boolean odd = point.y().testBit(0);
    if (s.compareTo(N.shiftRight(1)) > 0) {
      s = N.subtract(s);
      odd = !odd;
    }
    byte[] last = {(byte) (odd ? 28 : 27)};
    byte[] signature = Bytes.join(Bytes.unsigned(r, 32), Bytes.unsigned(s, 32), last);
    return "0x" + HexFormat.of().formatHex(signature);
  }

  private static Point times(BigInteger factor, Point point) {
    Point sum = point;
    for (int bit = factor.bitLength() - 2; bit >= 0; bit--) {
      sum = plus(sum, sum);
      if (factor.testBit(bit)) sum = plus(sum, point);
    }
    return sum;
  }

  private static Point plus(Point one, Point other) {
    BigInteger slope =
        one.equals(other)
            ? one.x().pow(2).multiply(BigInteger.valueOf(3)).multiply(inverse(one.y().shiftLeft(1)))
            : other.y().subtract(one.y()).multiply(inverse(other.x().subtract(one.x())));
    BigInteger x = slope.pow(2).subtract(one.x()).subtract(other.x()).mod(P);
    BigInteger y = slope.multiply(one.x().subtract(x)).subtract(one.y()).mod(P);
    return new Point(x, y);
  }

  private static BigInteger inverse(BigInteger value) {
    return value.mod(P).modInverse(P);
  }
}
