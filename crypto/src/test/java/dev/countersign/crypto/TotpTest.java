package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = Known.bytes("12345678901234567890");

  /// RFC 6238, appendix B: the rows of SHA-1.
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void saysWhatTheStandardSays(long seconds, String code) {
    assertThat(Totp.code(SECRET, Totp.step(seconds), 8)).isEqualTo(code);
  }

  /// RFC 4226, appendix D.
  @ParameterizedTest
  @CsvSource({
    "0, 755224",
    "1, 287082",
    "2, 359152",
    "3, 969429",
    "4, 338314",
    "5, 254676",
    "6, 287922",
    "7, 162583",
    "8, 399871",
    "9, 520489"
  })
  void countsAsTheOlderStandardDoes(long counter, String code) {
    assertThat(Totp.code(SECRET, counter, 6)).isEqualTo(code);
  }

  @Test
  void beginsAStepAtItsFirstSecond() {
    assertThat(Totp.step(29)).isZero();
    assertThat(Totp.step(30)).isEqualTo(1);
    assertThat(Totp.step(-1)).isEqualTo(-1);
  }
}
