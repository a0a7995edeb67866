package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Both libraries, and the same answers from each. Signatures are of `@noble/curves` 2.4.0.
class Secp256k1Test {
  static final List<Secp256k1> LIBRARIES = List.of(Secp256k1.load(), Secp256k1.pure());

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] HASH = Sha256.of("message".getBytes(US_ASCII));

  /// Public key and recovery id of the private key SHA-256("a").
  private static final byte[] KEY =
      HEX.parseHex(
          "044da006f958beba78ec54443df4a3f52237253f7ae8cbdb17dccf3feaa57f3126"
              + "da0a0909f11998130c2d0e86a485f4e79ee466a183a476c432c68758ab9e630b");

  private static final byte[] SIGNATURE =
      HEX.parseHex(
          "7b668cc82c74dd939fc7bbdbade9f73f7dcd7a78fb914306d74bbb1134b93155"
              + "4f3e05c103412c76a2a49b9bac0d62b0e73218cabef27d8035abfce4fcb34b8f");
  private static final int RECOVERY = 1;

  private static final byte[] SCHNORR =
      HEX.parseHex(
          "23335c91e33f14d5f2fe7d5ded6ebf6c6c1bea4e8c57f3b31f99067cda6a2d31"
              + "dc7b92093d3f9d0ddfaf87fa4823d11f08037c78f1a6e26ae3c5d65ba5aaf8d9");

  @Test
  void usesTheNativeLibraryWhereItLoads() {
    assertThat(Secp256k1.load()).hasToString("libsecp256k1");
    assertThat(Secp256k1.load().absence()).isEmpty();
    assertThat(Secp256k1.pure()).hasToString("Bouncy Castle");
  }

  @Test
  void doesWithoutOneThatIsAbsentOrWrong() {
    Secp256k1 absent =
        Secp256k1.checked(
            () -> {
              throw new NoClassDefFoundError("fr/acinq");
            });
    Secp256k1 wrong = Secp256k1.checked(YesToAll::new);

    assertThat(List.of(absent, wrong))
        .allSatisfy(
            curve -> {
              assertThat(curve).hasToString("Bouncy Castle");
              assertThat(curve.absence()).isPresent();
              assertThat(curve.recover(HASH, SIGNATURE, RECOVERY)).isPresent();
            });
  }

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void recoversTheSigner(Secp256k1 curve) {
    assertThat(curve.recover(HASH, SIGNATURE, RECOVERY)).hasValue(KEY);
    assertThat(curve.recover(HASH, SIGNATURE, 0).orElseThrow()).isNotEqualTo(KEY);
    assertThat(curve.recover(Sha256.of(HASH), SIGNATURE, RECOVERY).orElseThrow()).isNotEqualTo(KEY);
    // r + n is no x of the field.
    assertThat(curve.recover(HASH, SIGNATURE, 2)).isEmpty();
    assertThat(curve.recover(HASH, SIGNATURE, 4)).isEmpty();
    assertThat(curve.recover(HASH, SIGNATURE, -1)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void verifiesWithEitherFormOfTheKey(Secp256k1 curve) {
    assertThat(curve.verify(KEY, HASH, SIGNATURE)).isTrue();
    assertThat(curve.verify(Secp256k1.compressed(KEY), HASH, SIGNATURE)).isTrue();
    assertThat(curve.verify(KEY, Sha256.of(HASH), SIGNATURE)).isFalse();
  }

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void refusesTheOtherHalfOfSAndWhatIsNoSignature(Secp256k1 curve) {
    BigInteger s = new BigInteger(1, SIGNATURE, 32, 32);
    byte[] high = Bytes.unsigned(SecpBouncyCastle.ORDER.subtract(s), 32);
    byte[] r = Arrays.copyOf(SIGNATURE, 32);

    for (byte[] bad :
        List.of(
            Bytes.join(r, high),
            Bytes.join(r, new byte[32]),
            Bytes.join(new byte[32], r),
            new byte[64],
            Bytes.join(Bytes.unsigned(SecpBouncyCastle.ORDER, 32), r),
            Arrays.copyOf(SIGNATURE, 63),
            Arrays.copyOf(SIGNATURE, 65),
            new byte[0])) {
      for (int recovery = 0; recovery < 4; recovery++) {
        assertThat(curve.recover(HASH, bad, recovery)).isEmpty();
      }
      assertThat(curve.verify(KEY, HASH, bad)).isFalse();
    }
    assertThat(curve.verify(KEY, new byte[31], SIGNATURE)).isFalse();
  }

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void refusesWhatIsNoKey(Secp256k1 curve) {
    byte[] offCurve = KEY.clone();
    offCurve[64] ^= 1;
    byte[] hybrid = KEY.clone();
    hybrid[0] = (byte) (6 + (KEY[64] & 1));

    for (byte[] bad : List.of(offCurve, hybrid, new byte[33], new byte[65], new byte[1])) {
      assertThat(curve.verify(bad, HASH, SIGNATURE)).isFalse();
    }
  }

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void verifiesSchnorr(Secp256k1 curve) {
    byte[] x = Arrays.copyOfRange(KEY, 1, 33);
    byte[] negated =
        Bytes.join(
            Arrays.copyOf(SCHNORR, 32),
            Bytes.unsigned(
                SecpBouncyCastle.ORDER.subtract(new BigInteger(1, SCHNORR, 32, 32)), 32));

    assertThat(curve.verifySchnorr(x, HASH, SCHNORR)).isTrue();
    // BIP-340, vector 0.
    assertThat(
            curve.verifySchnorr(
                HEX.parseHex("f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"),
                new byte[32],
                HEX.parseHex(
                    "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca8215"
                        + "25f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0")))
        .isTrue();
    assertThat(curve.verifySchnorr(x, Sha256.of(HASH), SCHNORR)).isFalse();
    assertThat(curve.verifySchnorr(x, HASH, negated)).isFalse();
    assertThat(curve.verifySchnorr(x, HASH, new byte[64])).isFalse();
    assertThat(curve.verifySchnorr(x, HASH, SIGNATURE)).isFalse();
    assertThat(curve.verifySchnorr(new byte[32], HASH, SCHNORR)).isFalse();
    assertThat(curve.verifySchnorr(KEY, HASH, SCHNORR)).isFalse();
  }

  @Test
  void agreesOnWhatIsMutated() {
    var random = new SplittableRandom(20_260_101);
    for (int round = 0; round < 300; round++) {
      byte[] bad = SIGNATURE.clone();
      bad[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      int recovery = random.nextInt(4);
      List<String> answers =
          LIBRARIES.stream()
              .map(curve -> curve.recover(HASH, bad, recovery).map(HEX::formatHex).orElse("none"))
              .distinct()
              .toList();

      assertThat(answers).as("round %d", round).hasSize(1);
      assertThat(answers).doesNotContain(HEX.formatHex(KEY));
    }
  }

  /// A library that is broken in the worst way.
  private static final class YesToAll implements SecpEngine {
    @Override
    public String name() {
      return "yes";
    }

    @Override
    public Optional<byte[]> recover(byte[] hash, byte[] signature, int recovery) {
      return Optional.of(KEY);
    }

    @Override
    public boolean verify(byte[] key, byte[] hash, byte[] signature) {
      return true;
    }

    @Override
    public boolean verifySchnorr(byte[] key, byte[] hash, byte[] signature) {
      return true;
    }
  }
}
