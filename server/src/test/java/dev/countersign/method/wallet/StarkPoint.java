package dev.countersign.method.wallet;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A point of Starknet's curve, and its ECDSA by the schoolbook: what accounts verify with, made of
/// nothing that the server has. Null is the point at infinity.
record StarkPoint(BigInteger x, BigInteger y) {
  private static final BigInteger FIELD =
      hex("800000000000011000000000000000000000000000000000000000000000001");
  private static final BigInteger ORDER =
      hex("800000000000010ffffffffffffffffb781126dcae7b2321e66a241adc64d2f");
  private static final StarkPoint BASE =
      new StarkPoint(
          hex("1ef15c18599971b7beced415a40f0c7deacfd9b0d1819e03d723d8bc943cfca"),
          hex("5668060aa49730b7be4801df46ec62de53ecd11abe43a32873000c36e8dc1f"));

  static StarkPoint of(String hex) {
    return new StarkPoint(hex(hex.substring(0, 64)), hex(hex.substring(64)));
  }

  static StarkPoint ofKey(BigInteger key) {
    return Objects.requireNonNull(multiple(BASE, key));
  }

  /// With a chance that everybody knows: not to be used where a key is worth something.
  static String sign(BigInteger key, BigInteger hash) {
    BigInteger chance = BigInteger.valueOf(20_260_101);
    BigInteger r = ofKey(chance).x.mod(ORDER);
    BigInteger s = hash.add(r.multiply(key)).multiply(chance.modInverse(ORDER)).mod(ORDER);
    return "0x" + r.toString(16) + ",0x" + s.toString(16);
  }

  /// Whether r and s are this key's over that hash (SEC 1 §4.1.4; the hash is a number as it is).
  boolean verifies(BigInteger hash, BigInteger r, BigInteger s) {
    if (r.signum() <= 0 || r.compareTo(ORDER) >= 0 || s.signum() <= 0 || s.compareTo(ORDER) >= 0) {
      return false;
    }
    BigInteger w = s.modInverse(ORDER);
    StarkPoint sum =
        sum(multiple(BASE, hash.multiply(w).mod(ORDER)), multiple(this, r.multiply(w).mod(ORDER)));
    return sum != null && sum.x.mod(ORDER).equals(r);
  }

  private static @Nullable StarkPoint multiple(StarkPoint point, BigInteger factor) {
    StarkPoint sum = null;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      sum = sum(sum, sum);
      if (factor.testBit(bit)) sum = sum(sum, point);
    }
    return sum;
  }

  private static @Nullable StarkPoint sum(@Nullable StarkPoint a, @Nullable StarkPoint b) {
    if (a == null) return b;
    if (b == null) return a;
    if (a.x.equals(b.x) && !a.y.equals(b.y)) return null;
    BigInteger slope =
        a.equals(b)
            ? a.x
                .pow(2)
                .multiply(BigInteger.valueOf(3))
                .add(BigInteger.ONE)
                .multiply(inverse(a.y.shiftLeft(1)))
            : b.y.subtract(a.y).multiply(inverse(b.x.subtract(a.x)));
    BigInteger x = slope.pow(2).subtract(a.x).subtract(b.x).mod(FIELD);
    return new StarkPoint(x, slope.multiply(a.x.subtract(x)).subtract(a.y).mod(FIELD));
  }

  private static BigInteger inverse(BigInteger number) {
    return number.mod(FIELD).modInverse(FIELD);
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}
