package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class P256PointTest {
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final String GENERATOR =
      "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";

  @Test
  void readsAPointAndWritesItBack() {
    assertThat(P256PublicKey.parse(GENERATOR).hex()).isEqualTo(GENERATOR);
    assertThat(P256PublicKey.parse(GENERATOR)).isEqualTo(new P256PublicKey(GENERATOR));
    assertThat(P256PublicKey.parse("02" + GENERATOR.substring(2)))
        .isNotEqualTo(P256PublicKey.parse(GENERATOR));
  }

  /// About half of all x have no y: each one is asked of the curve's equation by other means.
  @Test
  void readsJustTheNumbersThatAreOnTheCurve() {
    int refused = 0;
    for (int x = 0; x < 200; x++) {
      BigInteger value = BigInteger.valueOf(x);
      if (onCurve(value)) {
        assertThat(P256PublicKey.parse(text("02", value)).hex()).isEqualTo(text("02", value));
        // The same point modulo p, in a second spelling.
        refuses(text("02", value.add(P)));
      } else {
        refuses(text("02", value));
        refuses(text("03", value));
        refused++;
      }
    }
    assertThat(refused).isBetween(60, 140);
  }

  @Test
  void refusesXFromTheModulusUpwards() {
    refuses(text("02", P));
    refuses("02" + "f".repeat(64));
  }

  @Test
  void countsScalarsFromOneToTheOrder() {
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    assertThat(P256.isScalar(BigInteger.ZERO)).isFalse();
    assertThat(P256.isScalar(BigInteger.ONE)).isTrue();
    assertThat(P256.isScalar(Known.less(order))).isTrue();
    assertThat(P256.isScalar(order)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "02",
        "0",
        "g",
        "006b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "016b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "056b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "036B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296",
        "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c29",
        "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2960",
        "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c29600",
        "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\n",
        " 36b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "٠36b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
      })
  void refusesEverySpellingButTheOne(String hex) {
    refuses(hex);
  }

  private static void refuses(String hex) {
    assertThatThrownBy(() -> P256PublicKey.parse(hex)).isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> new P256PublicKey(hex)).isInstanceOf(MalformedInput.class);
  }

  /// Euler's criterion on x³ − 3x + b.
  private static boolean onCurve(BigInteger x) {
    BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B).mod(P);
    return square.modPow(Known.less(P).shiftRight(1), P).equals(BigInteger.ONE);
  }

  private static String text(String prefix, BigInteger x) {
    String digits = x.toString(16);
    return prefix + "0".repeat(64 - digits.length()) + digits;
  }
}
