package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who the client is, told by a proxy at 10.0.0.1 among those of 10.0.0.0/8 and 2001:db8:f::/48.
class ProxiesTest {
  private static final Proxies PROXIES = Proxies.parse("10.0.0.0/8, 2001:db8:f::/48");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // The proxy says nothing, or there is one, or two, or only proxies.
        "                                          | 10.0.0.1",
        "192.0.2.1                                 | 192.0.2.1",
        "192.0.2.1, 10.9.9.9                       | 192.0.2.1",
        "192.0.2.1,10.9.9.9 ,10.1.1.1              | 192.0.2.1",
        "10.3.3.3, 10.9.9.9                        | 10.3.3.3",
        "192.0.2.1, 2001:db8:f::7                  | 192.0.2.1",
        // What the client wrote itself stands left of him.
        "203.0.113.9, 192.0.2.1                    | 192.0.2.1",
        "10.0.0.9, 192.0.2.1, 10.9.9.9             | 192.0.2.1",
        "127.0.0.1, 192.0.2.1                      | 192.0.2.1",
        "garbage, 192.0.2.1                        | 192.0.2.1",
        ", 192.0.2.1                               | 192.0.2.1",
        // Forms of an address.
        "192.0.2.1:4711                            | 192.0.2.1",
        "2001:db8::1                               | 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]                             | 2001:db8:0:0:0:0:0:1",
        "[2001:DB8::1]:4711                        | 2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1                          | 192.0.2.1",
        "[::ffff:192.0.2.1]:80                     | 192.0.2.1",
        "192.0.2.1, ::ffff:10.9.9.9                | 192.0.2.1",
        // What cannot be read: then it is the proxy that wrote it, whatever stands left of it.
        "192.0.2.1, unknown                        | 10.0.0.1",
        "192.0.2.1, garbage, 10.9.9.9              | 10.9.9.9",
        "192.0.2.1,                                | 10.0.0.1",
        "192.0.2.1,, 10.9.9.9                      | 10.9.9.9",
        "192.0.2.1 203.0.113.9                     | 10.0.0.1",
        "192.0.2                                   | 10.0.0.1",
        "192.0.2.256                               | 10.0.0.1",
        "192.0.2.01                                | 10.0.0.1",
        "0xc0.0.2.1                                | 10.0.0.1",
        "3221225985                                | 10.0.0.1",
        "192.0.2.1:                                | 10.0.0.1",
        "192.0.2.1:123456                          | 10.0.0.1",
        "192.0.2.1:80:80                           | 10.0.0.1",
        "[192.0.2.1]                               | 10.0.0.1",
        "[2001:db8::1                              | 10.0.0.1",
        "2001:db8::1]                              | 10.0.0.1",
        "[2001:db8::1]80                           | 10.0.0.1",
        "fe80::1%eth0                              | 10.0.0.1",
        "2001:db8::1::2                            | 10.0.0.1",
        "localhost                                 | 10.0.0.1",
        "\"192.0.2.1\"                             | 10.0.0.1",
        "::                                        | 0:0:0:0:0:0:0:0",
        "1:2:3:4:5:6:7:8:9                         | 10.0.0.1",
      })
  void findsTheClientInTheList(String header, String client) {
    assertThat(client("X-Forwarded-For", header == null ? "" : header)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "for=192.0.2.1                                      | 192.0.2.1",
        "For=\"192.0.2.1:4711\"; proto=https                | 192.0.2.1",
        "by=10.0.0.1;for=192.0.2.1;host=a.example           | 192.0.2.1",
        "proto=http; for=\"[2001:db8::1]:80\"               | 2001:db8:0:0:0:0:0:1",
        "for=203.0.113.9, for=192.0.2.1, for=10.9.9.9       | 192.0.2.1",
        "for=192.0.2.1, for=\"[2001:db8:f::7]\"             | 192.0.2.1",
        "for=192.0.2.1, for=unknown                         | 10.0.0.1",
        "for=192.0.2.1, for=_hidden, for=10.9.9.9           | 10.9.9.9",
        "for=192.0.2.1, proto=https                         | 10.0.0.1",
        "for=192.0.2.1;for=203.0.113.9                      | 10.0.0.1",
        "for = 192.0.2.1                                    | 10.0.0.1",
        "for=\"192.0.2.1                                    | 10.0.0.1",
        "for=\"192.0.2.1\\\"                                 | 10.0.0.1",
        "x-for=192.0.2.1                                    | 10.0.0.1",
        "secret=\"a, for=192.0.2.1\"                        | 10.0.0.1",
      })
  void findsTheClientInTheElements(String header, String client) {
    assertThat(client("Forwarded", header)).isEqualTo(client);
  }

  @Test
  void readsSeveralLinesAsOne() {
    var lines =
        Map.of("X-Forwarded-For", List.of("203.0.113.9", "192.0.2.1, 10.9.9.9", "10.8.8.8"));

    assertThat(sender(lines).address().getHostAddress()).isEqualTo("192.0.2.1");
  }

  @Test
  void readsAThousandEntries() {
    String proxies = String.join(",", Collections.nCopies(999, "10.9.9.9"));
    String strangers = String.join(",", Collections.nCopies(999, "203.0.113.9"));

    assertThat(client("X-Forwarded-For", "192.0.2.1," + proxies)).isEqualTo("192.0.2.1");
    assertThat(client("X-Forwarded-For", strangers + ",192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void believesNeitherOfTwoStories() {
    assertThat(both("192.0.2.1", "for=203.0.113.9")).isEqualTo("10.0.0.1");
    assertThat(both("192.0.2.1", "garbage")).isEqualTo("10.0.0.1");
    assertThat(both("192.0.2.1", "for=192.0.2.1;proto=https")).isEqualTo("192.0.2.1");
  }

  @Test
  void looksAtNothingThatAStrangerSays() throws Exception {
    var headers =
        Map.of(
            "X-Forwarded-For", List.of("192.0.2.1"),
            "Forwarded", List.of("for=192.0.2.1"),
            "X-Forwarded-Host", List.of("app.example"),
            "X-Forwarded-Proto", List.of("https"));
    var stranger = InetAddress.ofLiteral("203.0.113.9");

    for (Proxies proxies : List.of(PROXIES, Proxies.NONE)) {
      var sender = proxies.sender(stranger, name -> headers.getOrDefault(name, List.of()));
      assertThat(sender)
          .isEqualTo(new Proxies.Sender(stranger, Optional.empty(), Optional.empty()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app.example        | app.example",
        "APP.example:8443   | app.example",
        "[2001:db8::1]:80   | [2001:db8::1]",
        "a.example, b.example |",
        "a.example/path     |",
        "a@b.example        |",
        "-a.example         |",
        "a.example:         |",
        "a.example:123456   |",
        "a b                |"
      })
  void takesOneHost(String header, String host) {
    assertThat(sender(Map.of("X-Forwarded-Host", List.of(header))).host())
        .isEqualTo(Optional.ofNullable(host));
  }

  @Test
  void takesNeitherHostNorSchemeFromTwoLines() {
    var sender =
        sender(
            Map.of(
                "X-Forwarded-Host", List.of("a.example", "a.example"),
                "X-Forwarded-Proto", List.of("https", "https")));

    assertThat(sender.host()).isEmpty();
    assertThat(sender.secure()).isEmpty();
    assertThat(scheme("HTTPS")).contains(true);
    assertThat(scheme("http")).contains(false);
    assertThat(scheme("https, http")).isEmpty();
    assertThat(scheme("wss")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, a00::1, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::1, ::1, true",
    "::1/128, ::2, false"
  })
  void comparesTheFirstBits(String block, String address, boolean contains) {
    assertThat(AddressBlock.parse(block).contains(InetAddress.ofLiteral(address)))
        .isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/8,",
        "proxy.example",
        "10.0.0.1/8",
        "0.0.0.0/0",
        "::/0",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "2001:db8::/129",
        "fe80::1%eth0",
        "[::1]",
        "10.0.0.0/+8",
        "127.1",
        "::ffff:10.0.0.0/104"
      })
  void refusesWhatIsNoBlock(String text) {
    assertThatThrownBy(() -> Proxies.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String client(String name, String... lines) {
    return sender(Map.of(name, Arrays.asList(lines))).address().getHostAddress();
  }

  private static String both(String listed, String elements) {
    return sender(Map.of("X-Forwarded-For", List.of(listed), "Forwarded", List.of(elements)))
        .address()
        .getHostAddress();
  }

  private static Optional<Boolean> scheme(String text) {
    return sender(Map.of("X-Forwarded-Proto", List.of(text))).secure();
  }

  private static Proxies.Sender sender(Map<String, List<String>> headers) {
    return PROXIES.sender(
        InetAddress.ofLiteral("10.0.0.1"), name -> headers.getOrDefault(name, List.of()));
  }
}
