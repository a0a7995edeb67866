package dev.countersign.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8::1, 20010db800000000/64",
    "2001:db8:0:0:ffff:ffff:ffff:ffff, 20010db800000000/64",
    "2001:db8:0:1::1, 20010db800000001/64",
    "::1, 0000000000000000/64"
  })
  void isAnAddressOrItsNetwork(String address, String subject) {
    assertThat(Subject.of(address)).isEqualTo(subject);
  }
}
