package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// By signatures of `@noble/curves` 2.4.0 over the SHA-256 of "message".
class EcdsaTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] DIGEST = Sha256.of("message".getBytes(US_ASCII));

  record Signed(Ecdsa curve, BigInteger order, byte[] key, byte[] signature) {
    boolean verifies(byte[] bad) {
      return curve.verify(key, DIGEST, bad);
    }
  }

  static final List<Signed> SIGNED =
      List.of(
          new Signed(
              Ecdsa.P256,
              new BigInteger(
                  "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16),
              HEX.parseHex(
                  "3e1b8a2556af41dd50f618787c5cae850a0754d4173ed668d602494c92232850"
                      + "0d0595213c90389a016b030b18de515d8d4363bd37fb5c6ab7bb7c8572854364"),
              HEX.parseHex(
                  "5ecb72c3b9555d3f4fcb5394c058fe57017d9e10e38da82586578bdc303559e3"
                      + "64ae65a8d5ef1ac558056955192e401d3da620cc277f2d8c648fa25a37686e70")),
          new Signed(
              Ecdsa.SECP256K1,
              new BigInteger(
                  "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16),
              HEX.parseHex(
                  "81ca778d5cf4e97897802c99741c0d4ef5e1bb666824e7e49ab4f2485a92eeb1"
                      + "b84099fc6b6dcd95fdd1832d737f65ae9e64848578c0e2b244eac6913f2b2c0a"),
              HEX.parseHex(
                  "d3c7b656d71bb3ed67b4addbd73b3cbee424763c0755f0372b002ed14dd2e2fb"
                      + "623893a45e86d7c8060f0c45689bf24c9f40c0f163ee86ca5a233a7fc626537c")));

  @ParameterizedTest
  @FieldSource("SIGNED")
  void verifiesEitherS(Signed signed) {
    BigInteger s = new BigInteger(1, signed.signature(), 32, 32);
    byte[] other = Bytes.unsigned(signed.order().subtract(s), 32);

    assertThat(signed.verifies(signed.signature())).isTrue();
    assertThat(signed.verifies(Bytes.join(r(signed), other))).isTrue();
    assertThat(signed.curve().verify(signed.key(), Sha256.of(DIGEST), signed.signature()))
        .isFalse();
  }

  @ParameterizedTest
  @FieldSource("SIGNED")
  void refusesWhatIsNoSignature(Signed signed) {
    byte[] order = Bytes.unsigned(signed.order(), 32);
    byte[] zero = new byte[32];

    for (byte[] bad :
        List.of(
            new byte[0],
            new byte[64],
            Arrays.copyOf(signed.signature(), 63),
            Arrays.copyOf(signed.signature(), 65),
            Bytes.join(r(signed), zero),
            Bytes.join(r(signed), order),
            Bytes.join(zero, r(signed)),
            Bytes.join(order, r(signed)))) {
      assertThat(signed.verifies(bad)).isFalse();
    }
  }

  @ParameterizedTest
  @FieldSource("SIGNED")
  void refusesWhatIsNoKeyOrDigest(Signed signed) {
    byte[] offCurve = signed.key().clone();
    offCurve[63] ^= 1;

    for (byte[] bad : List.of(new byte[0], new byte[64], offCurve, new byte[65])) {
      assertThat(signed.curve().verify(bad, DIGEST, signed.signature())).isFalse();
    }
    assertThat(signed.curve().verify(signed.key(), new byte[31], signed.signature())).isFalse();
  }

  @Test
  void keepsTheCurvesApart() {
    Signed signed = SIGNED.getFirst();

    assertThat(Ecdsa.SECP256K1.verify(signed.key(), DIGEST, signed.signature())).isFalse();
  }

  private static byte[] r(Signed signed) {
    return Arrays.copyOf(signed.signature(), 32);
  }
}
