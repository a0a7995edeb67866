package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AesGcmBoxTest {
  private static final SecretKey KEY = new SecretKeySpec(Known.counting(32), "AES");
  private static final byte[] NONCE = Known.counting(12);
  private static final byte[] SECRET = Known.bytes("a secret");
  private static final byte[] PLACE = Known.bytes("environment-1");

  private final AesGcmBox box = new AesGcmBox();

  /// Sealed by OpenSSL through Node: what is on disk today must open in every later release.
  @Test
  void keepsItsFormat() {
    byte[] sealed =
        HexFormat.of()
            .parseHex("01000102030405060708090a0b2622a57ea697a76fb7a17289dfea5e32d807532145bbdc89");

    assertThat(box.seal(KEY, SECRET, PLACE, NONCE)).isEqualTo(sealed);
    assertThat(box.open(KEY, sealed, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void opensWhatItSealedWhateverTheLength() {
    for (int length : new int[] {0, 1, 15, 16, 17, 1218, 100_000}) {
      byte[] plaintext = Known.counting(length);

      byte[] sealed = box.seal(KEY, plaintext, new byte[0], NONCE);

      assertThat(sealed).hasSize(29 + length);
      assertThat(box.open(KEY, sealed, new byte[0])).isEqualTo(plaintext);
    }
  }

  @Test
  void refusesABoxWithAnyBitTurned() {
    byte[] sealed = box.seal(KEY, SECRET, PLACE, NONCE);

    for (int at = 0; at < sealed.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) refuses(KEY, Known.flipped(sealed, at, bit), PLACE);
    }
  }

  @Test
  void refusesABoxCutOrLengthened() {
    byte[] sealed = box.seal(KEY, SECRET, PLACE, NONCE);

    for (int length = 0; length < sealed.length; length++) {
      refuses(KEY, Arrays.copyOf(sealed, length), PLACE);
    }
    refuses(KEY, Arrays.copyOf(sealed, sealed.length + 1), PLACE);
  }

  @Test
  void refusesABoxFromAnotherPlaceOrUnderAnotherKey() {
    byte[] sealed = box.seal(KEY, SECRET, PLACE, NONCE);

    refuses(KEY, sealed, Known.bytes("environment-2"));
    refuses(KEY, sealed, new byte[0]);
    refuses(
        new SecretKeySpec(Known.bytes("another key of thirty-two bytes!"), "AES"), sealed, PLACE);
  }

  @Test
  void refusesKeysThatAreNot256BitsAndNoncesThatAreNot96() {
    for (int length : new int[] {16, 24}) {
      SecretKey shorter = new SecretKeySpec(Known.counting(length), "AES");
      assertThatThrownBy(() -> box.seal(shorter, SECRET, PLACE, NONCE))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (int length : new int[] {0, 11, 13, 16}) {
      assertThatThrownBy(() -> box.seal(KEY, SECRET, PLACE, Known.counting(length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void refuses(SecretKey key, byte[] sealed, byte[] place) {
    assertThatThrownBy(() -> box.open(key, sealed, place)).isInstanceOf(MalformedInput.class);
  }
}
