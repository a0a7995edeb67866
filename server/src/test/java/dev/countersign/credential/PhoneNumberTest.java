package dev.countersign.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumberTest {
  /// However a person types it, it is one number.
  @ParameterizedTest
  @CsvSource({
    "1, 4155552671, US, +14155552671",
    "1, (415) 555-2671, US, +14155552671",
    "1, 6135550112, CA, +16135550112",
    "44, 07400 123456, GB, +447400123456",
    "44, 7400123456, GB, +447400123456",
    "49, 0151 23456789, DE, +4915123456789",
    "39, 3123456789, IT, +393123456789",
    "1, 5551234567, US, +15551234567"
  })
  void hasOneSpelling(String country, String national, String region, String e164) {
    var number = PhoneNumber.of(country, national, region);

    assertThat(number.value()).isEqualTo(e164);
    assertThat(PhoneNumber.of(e164)).isEqualTo(number);
    assertThat(number.countryCode()).isEqualTo(country);
    assertThat(number.region()).isEqualTo(region);
    assertThat("+" + number.countryCode() + number.national()).isEqualTo(e164);
  }

  @ParameterizedTest
  @CsvSource({
    // Another country's code, or none.
    "49, 4155552671, US",
    "0, 4155552671, US",
    "+1, 4155552671, US",
    "1, 4155552671, us",
    "1, 4155552671, XX",
    // Too short, too long, no digits, an extension, another country inside.
    "1, 415555, US",
    "1, 41555526711234, US",
    "1, hello, US",
    "1, '', US",
    "1, 4155552671 ext. 5, US",
    "1, +447400123456, US",
    "1, 00000000000000000000000000000000000000000000000, US"
  })
  void isNoNumber(String country, String national, String region) {
    assertThatThrownBy(() -> PhoneNumber.of(country, national, region))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_PHONE));
  }

  @Test
  void needsItsCountryWhereItStandsAlone() {
    assertThatThrownBy(() -> PhoneNumber.of("4155552671")).isInstanceOf(Refusal.class);
  }

  /// What costs the caller, is shared by many or is in no plan gets no text.
  @ParameterizedTest
  @CsvSource({
    "+14155552671, true",
    "+447400123456, true",
    "+19002345678, false",
    "+15551234567, false",
    "+449012345678, false",
    "+18002345678, false",
    "+11234567890, false"
  })
  void isReachableIfPeopleHaveIt(String number, boolean reachable) {
    assertThat(new PhoneNumber(number).reachable()).isEqualTo(reachable);
  }
}
