package dev.countersign.hostname;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsServerTest {
  @Test
  void isAHostAndPerhapsAPort() {
    assertThat(DnsServer.parse("resolver.internal").url()).isEqualTo("dns://resolver.internal:53");
    assertThat(DnsServer.parse("127.0.0.1:5353").url()).isEqualTo("dns://127.0.0.1:5353");
    assertThat(DnsServer.parse("[::1]:5353").url()).isEqualTo("dns://[::1]:5353");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "::1",
        ":53",
        "host:0",
        "host:65536",
        "host:-1",
        "host:dns",
        "user@host",
        "host/path",
        "host?query",
        "host#fragment",
        "dns://host"
      })
  void isNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DnsServer.parse(text));
  }
}
