package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
  @Test
  void readsBackWhatItWrote() {
    for (int length = 0; length < 300; length++) {
      byte[] bytes = Known.counting(length);

      String text = Base64Url.encode(bytes);

      assertThat(text).matches("[A-Za-z0-9_-]*");
      assertThat(Base64Url.decode(text)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A", "AAAAA", "QQ=", "QQ==", "QR", "QUF", "QUI=", " QQ", "QQ ", "QQ\n", "Q Q", "Q\tQ", "Q+",
        "Q/", "++", "Qé", "Q\u0000", "Ⅴ", "QQ.", "=", "====", "QQ==QQ"
      })
  void refusesEverySpellingButTheOne(String text) {
    assertThatThrownBy(() -> Base64Url.decode(text)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesStrayLowBitsAtTheEnd() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    long two = alphabet.chars().filter(last -> decodes("A" + (char) last)).count();
    long three = alphabet.chars().filter(last -> decodes("AA" + (char) last)).count();

    assertThat(two).isEqualTo(4);
    assertThat(three).isEqualTo(16);
  }

  private static boolean decodes(String text) {
    try {
      return Base64Url.decode(text).length > 0;
    } catch (MalformedInput _) {
      return false;
    }
  }
}
