package dev.countersign.crypto;

import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/// Starknet's hashes. They give numbers of its field, and Pedersen's takes them.
public final class StarkHash {
  /// 2^251 + 17·2^192 + 1.
  public static final BigInteger FIELD =
      BigInteger.ONE.shiftLeft(251).add(BigInteger.valueOf(17).shiftLeft(192)).add(BigInteger.ONE);

  private static final ECCurve CURVE =
      new ECCurve.Fp(
          FIELD,
          BigInteger.ONE,
          hex("6f21413efbe40de150e596d72f7a8c5609ad26c15c915c1f4cdfcb99cee9e89"),
          hex("800000000000010ffffffffffffffffb781126dcae7b2321e66a241adc64d2f"),
          BigInteger.ONE);

  /// The points of the specification: the first is added once, the others are multiplied by the low
  /// 248 bits and the high 4 of the two numbers.
  private static final ECPoint SHIFT =
      point(
          "49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804",
          "3ca0cfe4b3bc6ddf346d49d06ea0ed34e621062c0e056c1d0405d266e10268a");

  private static final ECPoint[] FACTORS = {
    point(
        "234287dcbaffe7f969c748655fca9e58fa8120b6d56eb0c1080d17957ebe47b",
        "3b056f100f96fb21e889527d41f4e39940135dd7a6c94cc6ed0268ee89e5615"),
    point(
        "4fa56f376c83db33f9dab2656558f3399099ec1de5e3018b7a6932dba8aa378",
        "3fa0984c931c9e38113e0c0e47e4401562761f92a7a23b45168f4e80ff5b54d"),
    point(
        "4ba4cc166be8dec764910f75b45f74b40c690c74709e90f3aa372f0bd2d6997",
        "40301cf5c1751f4b971e46c4ede85fcac5c59a5ce5ae7c48151f27b24b219c"),
    point(
        "54302dcb0e6cc1c6e44cca8f61a63bb2ca65048d53fb325d36ff12c49a58202",
        "1b77b3e37d13504b348046268d8ae25ce98ad783c25561a879dcc77e99c2426")
  };

  private static final int LOW = 248;
  private static final BigInteger LOW_BITS = BigInteger.ONE.shiftLeft(LOW).subtract(BigInteger.ONE);
  private static final BigInteger KECCAK_BITS =
      BigInteger.ONE.shiftLeft(250).subtract(BigInteger.ONE);

  private StarkHash() {}

  public static BigInteger pedersen(BigInteger first, BigInteger second) {
    for (BigInteger number : List.of(first, second)) {
      if (number.signum() < 0 || number.compareTo(FIELD) >= 0) {
        throw new MalformedInput("Pedersen: not a number of the field");
      }
    }
    BigInteger[] multiples = {
      first.and(LOW_BITS), first.shiftRight(LOW), second.and(LOW_BITS), second.shiftRight(LOW)
    };
    return SHIFT
        .add(ECAlgorithms.sumOfMultiplies(FACTORS, multiples))
        .normalize()
        .getAffineXCoord()
        .toBigInteger();
  }

  /// Of a list: from zero, each number and at last how many there are.
  public static BigInteger pedersen(List<BigInteger> numbers) {
    BigInteger hash = BigInteger.ZERO;
    for (BigInteger number : numbers) hash = pedersen(hash, number);
    return pedersen(hash, BigInteger.valueOf(numbers.size()));
  }

  /// The low 250 bits of Keccak-256.
  public static BigInteger keccak(byte[] bytes) {
    return new BigInteger(1, Keccak256.of(bytes)).and(KECCAK_BITS);
  }

  private static ECPoint point(String x, String y) {
    return CURVE.validatePoint(hex(x), hex(y));
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}
