package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
  private static final byte[] MASTER = Known.counting(32);

  /// The expected value comes from an HKDF written over Python's `hmac`.
  @Test
  void derivesAKeyOf256BitsForItsPurpose() {
    SecretKey key = DerivedKeys.derive(MASTER, "signing-keys", "AES");

    assertThat(key.getAlgorithm()).isEqualTo("AES");
    assertThat(hex(key))
        .isEqualTo("70fe9ea45cb1ab4857a9b313c5c1f1165b04ed668290e9a4b0ee283c615cede3");
  }

  @Test
  void givesAnotherKeyForAnotherPurposeOrMaster() {
    String key = hex(DerivedKeys.derive(MASTER, "signing-keys", "AES"));

    assertThat(hex(DerivedKeys.derive(MASTER, "signing-key", "AES"))).isNotEqualTo(key);
    assertThat(hex(DerivedKeys.derive(Known.flipped(MASTER, 0, 0), "signing-keys", "AES")))
        .isNotEqualTo(key);
  }

  @Test
  void refusesAShortMasterAndANamelessPurpose() {
    assertThatThrownBy(() -> DerivedKeys.derive(Known.counting(31), "signing-keys", "AES"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DerivedKeys.derive(MASTER, "", "AES"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  @DisplayName("RFC 5869 appendix A")
  class Rfc5869 {
    @Test
    void a1BasicCase() {
      assertThat(hkdf(repeated(0x0b, 22), range(0x00, 13), range(0xf0, 10), 42))
          .isEqualTo(
              "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    @Test
    void a2LongerInputsAndOutputs() {
      assertThat(hkdf(range(0x00, 80), range(0x60, 80), range(0xb0, 80), 82))
          .isEqualTo(
              "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb"
                  + "41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }

    @Test
    void a3WithoutSaltAndInfo() {
      assertThat(hkdf(repeated(0x0b, 22), new byte[0], new byte[0], 42))
          .isEqualTo(
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }
  }

  private static String hkdf(byte[] master, byte[] salt, byte[] info, int length) {
    return hex(DerivedKeys.hkdf(master, salt, info, length, "Generic"));
  }

  private static String hex(SecretKey key) {
    return HexFormat.of().formatHex(key.getEncoded());
  }

  private static byte[] range(int first, int length) {
    byte[] bytes = Known.counting(length);
    for (int i = 0; i < length; i++) bytes[i] += (byte) first;
    return bytes;
  }

  private static byte[] repeated(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
