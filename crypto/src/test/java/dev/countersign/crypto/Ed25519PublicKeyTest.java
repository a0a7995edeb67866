package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519PublicKeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /// RFC 8032 §7.1, test 3.
  private static final Ed25519PublicKey KEY =
      new Ed25519PublicKey(
          HEX.parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));

  private static final byte[] MESSAGE = {(byte) 0xaf, (byte) 0x82};
  private static final byte[] SIGNATURE =
      HEX.parseHex(
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
              + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void verifiesTheVectorOfTheStandard(CryptoProvider provider) {
    assertThat(KEY.verify(provider, MESSAGE, SIGNATURE)).isTrue();
    assertThat(KEY.verify(provider, new byte[] {(byte) 0xaf}, SIGNATURE)).isFalse();
  }

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void refusesEveryChangedBit(CryptoProvider provider) {
    for (int bit = 0; bit < SIGNATURE.length * 8; bit += 3) {
      byte[] bad = SIGNATURE.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(KEY.verify(provider, MESSAGE, bad)).as("bit %d", bit).isFalse();
    }
  }

  /// RFC 8032 §5.1.7 step 1: s below the order, or one signature would have many spellings.
  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void refusesASecondSpellingAndOtherLengths(CryptoProvider provider) {
    byte[] little = Arrays.copyOfRange(SIGNATURE, 32, 64);
    BigInteger s = new BigInteger(1, reversed(little)).add(ORDER);
    byte[] second = Bytes.join(Arrays.copyOf(SIGNATURE, 32), reversed(Bytes.unsigned(s, 32)));

    assertThat(KEY.verify(provider, MESSAGE, second)).isFalse();
    assertThat(KEY.verify(provider, MESSAGE, Arrays.copyOf(SIGNATURE, 63))).isFalse();
    assertThat(KEY.verify(provider, MESSAGE, Arrays.copyOf(SIGNATURE, 65))).isFalse();
    assertThat(KEY.verify(provider, MESSAGE, new byte[0])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        // Not reduced, not on the curve, too short.
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "01"
      })
  void isNeitherOfSmallOrderNorOffTheCurve(String hex) {
    assertThatThrownBy(() -> new Ed25519PublicKey(HEX.parseHex(hex)))
        .isInstanceOf(MalformedInput.class);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) reversed[i] = bytes[bytes.length - 1 - i];
    return reversed;
  }
}
