package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Good inputs, mutated: whatever comes out, it is `MalformedInput` or a plain no.
class FuzzTest {
  private static final byte[] MESSAGE = Known.bytes("message");
  private static final SecretKey KEY = new SecretKeySpec(Known.counting(32), "AES");

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void acceptsNoMutatedToken(CryptoProvider provider) {
    var rs256 = new Rs256(provider);
    var privateKey = RsaKeys.privateKey(provider, Known.RSA.getPrivate().getEncoded());
    String good = CompactJws.sign(CompactJws.header("key-1"), MESSAGE, rs256.signer(privateKey));

    refuses(
        Known.bytes(good),
        5_000,
        bytes -> {
          CompactJws.Parts parts = CompactJws.split(new String(bytes, ISO_8859_1));
          boolean ours = CompactJws.kidOf(parts.header()).isPresent();
          var key = Known.RSA.getPublic();
          return rs256.verify(key, parts.signingInput(), parts.signature()) && ours;
        });
  }

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void acceptsNoMutatedSignatureOrKeyOfADevice(CryptoProvider provider) {
    var key = P256PublicKey.parse(Known.RFC7515_EC_KEY);
    byte[] message = Known.bytes(Known.RFC7515_EC_INPUT);
    String signature = Known.RFC7515_EC_SIGNATURE;

    refuses(
        HexFormat.of().parseHex(signature),
        1_500,
        bytes -> key.verify(provider, message, HexFormat.of().formatHex(bytes)));
    refuses(
        Known.bytes(signature),
        1_500,
        bytes -> key.verify(provider, message, new String(bytes, ISO_8859_1)));
    refuses(
        Known.bytes(key.hex()),
        1_500,
        bytes ->
            P256PublicKey.parse(new String(bytes, ISO_8859_1))
                .verify(provider, message, signature));
  }

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void readsNoMutatedKeyAsTheSameKey(CryptoProvider provider) {
    RSAPublicKey good = (RSAPublicKey) Known.RSA.getPublic();
    String thumbprint = RsaPublicJwk.thumbprint(good);

    refuses(
        good.getEncoded(),
        5_000,
        bytes -> RsaPublicJwk.thumbprint(RsaKeys.publicKey(provider, bytes)).equals(thumbprint));
    refuses(
        Known.RSA.getPrivate().getEncoded(),
        1_000,
        bytes -> {
          RsaKeys.privateKey(provider, bytes);
          return true;
        });
  }

  @Test
  void opensNoMutatedBox() {
    var box = new AesGcmBox();
    byte[] sealed = box.seal(KEY, MESSAGE, MESSAGE, Known.counting(12));

    refuses(
        sealed,
        10_000,
        bytes -> {
          box.open(KEY, bytes, MESSAGE);
          return true;
        });
  }

  /// The seed is fixed: a failure can be run again.
  private static void refuses(byte[] good, int rounds, Predicate<byte[]> accepts) {
    var random = new SplittableRandom(20_260_101);
    for (int round = 0; round < rounds; round++) {
      byte[] bad = mutated(good, random);
      if (Arrays.equals(bad, good)) continue;
      try {
        assertThat(accepts.test(bad)).as("round %d", round).isFalse();
      } catch (MalformedInput refusal) {
        assertThat(refusal).hasNoCause();
      }
    }
  }

  private static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    for (int times = random.nextInt(1, 4); times > 0 && bytes.length > 1; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(8)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2, 3 -> bytes[at] = (byte) random.nextInt(256);
        case 4, 5 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        case 6 -> bytes = Arrays.copyOf(bytes, at);
        default -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 9));
      }
    }
    return bytes;
  }
}
