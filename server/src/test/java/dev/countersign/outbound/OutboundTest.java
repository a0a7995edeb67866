package dev.countersign.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a peer on loopback that says anything.
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OutboundTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n";

  @AutoClose private final Outbound outbound = new Outbound(Reach.LOOPBACK_TOO);
  @AutoClose private final ServerSocket socket = listening();
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void givesTheBodyOfA200() throws Exception {
    answers(HEAD.formatted(2) + "{}");

    assertThat(outbound.postJson(url("http"), new byte[0])).asString(US_ASCII).isEqualTo("{}");
  }

  @Test
  void givesABodyOf64KilobytesAndNoLarger() throws Exception {
    answers(HEAD.formatted(65_536) + "x".repeat(65_536));
    assertThat(outbound.postJson(url("http"), new byte[0])).hasSize(65_536);

    answers(HEAD.formatted(65_537) + "x".repeat(65_537));
    assertFails("http", "IOException");
  }

  @Test
  void followsNoRedirect() {
    answers(
        "HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:%d/next\r\n\r\n"
            .formatted(socket.getLocalPort()));

    assertFails("http", "status 307");
    assertThat(calls).hasValue(1);
  }

  @Test
  void takesNoOtherStatusForAnAnswer() {
    answers("HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\n{}");

    assertFails("http", "status 500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"})
  void waitsTwoSecondsForTheLastByte(String beginning) {
    answers(beginning);

    long start = System.nanoTime();
    assertFails("http", "no answer in time");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(seconds(1), seconds(10));
  }

  @Test
  void callsNoPrivateAddressWhereItMayNot() {
    try (var strict = new Outbound(Reach.PUBLIC)) {
      for (String address :
          new String[] {
            "https://127.0.0.1:%d/",
            "https://localhost:%d/",
            "http://[::1]:%d/",
            "https://10.0.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest",
            "https://[fd00::1]/",
            "http://1.1.1.1/",
            "https://user@1.1.1.1/",
            "https:opaque",
            "file:///etc/passwd"
          }) {
        URI uri = URI.create(address.formatted(socket.getLocalPort()));
        assertThatThrownBy(() -> strict.postJson(uri, new byte[0]))
            .as(address)
            .isInstanceOf(OutboundFailed.class)
            .hasMessageMatching("a private address|no plain host");
      }
    }
    assertThat(calls).hasValue(0);
  }

  @Test
  void tellsNoAddressInAFailure() {
    assertThatThrownBy(
            () -> outbound.postJson(URI.create("http://127.0.0.1:1/secret-key"), new byte[0]))
        .isInstanceOf(OutboundFailed.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "100::1",
        "2001::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:a00:1::",
        "3fff:fff::1",
        "4000::1"
      })
  void tellsPrivateAddresses(String address) throws IOException {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.0.1",
        "198.20.0.1",
        "203.0.114.1",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700::1111",
        "2a00::1",
        "3fff:1000::1"
      })
  void tellsPublicAddresses(String address) throws IOException {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
  }

  private void assertFails(String scheme, String message) {
    assertThatThrownBy(() -> outbound.postJson(url(scheme), new byte[0]))
        .isInstanceOf(OutboundFailed.class)
        .hasMessage(message);
  }

  private URI url(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  /// To each call, without closing the connection.
  private void answers(String text) {
    Thread.startVirtualThread(
        () -> {
          try {
            Socket peer = socket.accept();
            calls.incrementAndGet();
            OutputStream out = peer.getOutputStream();
            out.write(text.getBytes(US_ASCII));
            out.flush();
          } catch (IOException _) {
            // The test is over.
          }
        });
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
