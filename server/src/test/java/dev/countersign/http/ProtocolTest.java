package dev.countersign.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/1.1 byte by byte (RFC 9112): what is malformed reaches no handler, and what two readers could
/// read in two ways is refused.
class ProtocolTest {
  private final AtomicInteger handled = new AtomicInteger();

  @AutoClose
  private final HttpServer server =
      HttpServer.start(HttpSettings.of("127.0.0.1", 0), List.of(this::routes));

  private void routes(Router router) {
    router
        .get("/a/{b}", request -> count())
        .get("/split", request -> count().with("X-Split", "one\r\nX-Two: two"))
        .post("/read", request -> Response.json(200, request.input().members()))
        .post("/unread", request -> count());
  }

  private Response count() {
    handled.incrementAndGet();
    return Response.empty(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a/b HTTP/1.1|400",
        "GET /a/b HTTP/1.1|Host: x|Host: y|400",
        "GET /a/b HTTP/1.1|Host: x|Host: x|400",
        "GET /a/b HTTP/1.1|Host: x y|400",
        "GET /a/b HTTP/1.1|Host : x|400",
        "GET /a/b HTTP/1.1|Host: x|no colon|400",
        "GET /a/b HTTP/1.1|Host: x|Folded: a| b|400",
        "GET /a/b HTTP/1.1|Host: x|Nul: a\u0000b|400",
        "GET /a/b HTTP/1.1|Host: x|Bare: a\rb|400",
        "G<T /a/b HTTP/1.1|Host: x|400",
        "GET a/b HTTP/1.1|Host: x|400",
        "GET /a b HTTP/1.1|Host: x|400",
        "GET /a/b|505",
        "GET /a/b HTTP/1.2|Host: x|505",
        "GET /a/b FTP/1.1|Host: x|505",
        "POST /unread HTTP/1.1|Host: x|Content-Length: 4|Transfer-Encoding: chunked|400",
        "POST /unread HTTP/1.1|Host: x|Content-Length: 2|Content-Length: 3|400",
        "POST /unread HTTP/1.1|Host: x|Content-Length: 2, 3|400",
        "POST /unread HTTP/1.1|Host: x|Content-Length: +2|400",
        "POST /unread HTTP/1.1|Host: x|Content-Length: -2|400",
        "POST /unread HTTP/1.1|Host: x|Content-Length: 99999999999999999999|400",
        "POST /unread HTTP/1.1|Host: x|Transfer-Encoding: xchunked|400",
        "POST /unread HTTP/1.1|Host: x|Transfer-Encoding: chunked, identity|400",
        "POST /unread HTTP/1.1|Host: x|Transfer-Encoding : chunked|400",
        "POST /unread HTTP/1.1|Host: x|Expect: more|Content-Length: 0|417"
      })
  void refusesAMalformedHead(String lines) throws IOException {
    int last = lines.lastIndexOf('|');
    String head = lines.substring(0, last).replace("|", "\r\n") + "\r\n\r\n";

    assertThat(refused(head)).isEqualTo(Integer.parseInt(lines.substring(last + 1)));
  }

  @Test
  void refusesBareLineFeeds() throws IOException {
    assertThat(refused("GET /a/b HTTP/1.1\nHost: x\n\n")).isEqualTo(400);
    assertThat(refused("GET /a/b HTTP/1.1\r\nHost: x\nOne: two\r\n\r\n")).isEqualTo(400);
  }

  @Test
  void refusesAHugeHead() throws IOException {
    assertThat(refused("GET /a/b HTTP/1.1\r\nHost: x\r\nBig: " + "b".repeat(17_000) + "\r\n\r\n"))
        .isEqualTo(431);
    assertThat(refused("GET /a/b HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(4_000) + "\r\n"))
        .isEqualTo(431);
    assertThat(refused("GET /a/" + "b".repeat(17_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .isEqualTo(414);
    assertThat(Peer.ask(server, "GET /a/" + "b".repeat(8_190)).status()).isEqualTo(414);
    assertThat(handled).hasValue(0);
    assertThat(Peer.ask(server, "GET /a/" + "b".repeat(8_189)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../a/b",
        "/a/%2e%2e/b",
        "/a/.",
        "/a/..",
        "/a/%2e",
        "/a/b%2fc",
        "/a%2fb",
        "/a/b;c=d",
        "/a;c/b",
        "//a/b",
        "/a//b",
        "/a/%00",
        "/a/b%00",
        "/a/%",
        "/a/%zz",
        "/a/%u0041",
        "/a/%c3%28",
        "/a/%c0%af",
        "/a/%ed%a0%80",
        "/a/%ff",
        "/a/%5c",
        "/a/\\",
        "/a/%0d%0aX:y",
        "/a/\u00e9",
        "/a/b#c",
        "/a/<b>",
        "/a/%25",
        "*",
        "http://other/a/b",
        "http://u:p@here/a/b"
      })
  void refusesAnAmbiguousAddress(String address) throws IOException {
    Peer.Answer answer = Peer.ask(server, "GET " + address);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"bad_request\"");
    assertThat(answer.header("x-dyn-request-id")).isNotEmpty();
    assertThat(handled).hasValue(0);
  }

  @Test
  void takesTheAbsoluteFormOfItsOwnHost() throws IOException {
    assertThat(Peer.ask(server, "GET http://here/a/b").status()).isEqualTo(200);
  }

  @Test
  void speaksHttp10() throws IOException {
    try (var peer = new Peer(server)) {
      assertThat(peer.raw("GET /a/b HTTP/1.0\r\n\r\n").read().status()).isEqualTo(200);
      assertThat(peer.isClosed()).isTrue();
    }
    try (var peer = new Peer(server)) {
      peer.raw("GET /a/b HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(peer.read().header("Connection")).isEqualTo("keep-alive");
      assertThat(peer.raw("GET /a/b HTTP/1.0\r\n\r\n").read().status()).isEqualTo(200);
    }
  }

  @Test
  void closesWhenAsked() throws IOException {
    try (var peer = new Peer(server)) {
      Peer.Answer answer = peer.send("GET /a/b HTTP/1.1", "Connection: close").read();

      assertThat(answer.header("Connection")).isEqualTo("close");
      assertThat(peer.isClosed()).isTrue();
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (var peer = new Peer(server)) {
      String next = "GET %s HTTP/1.1\r\nHost: here\r\n\r\n";
      peer.raw(next.formatted("/a/b") + next.formatted("/nope") + next.formatted("/a/c"));

      assertThat(List.of(peer.read().status(), peer.read().status(), peer.read().status()))
          .containsExactly(200, 404, 200);
    }
  }

  @Test
  void asksForTheBodyOnlyWhenItIsWanted() throws IOException {
    String expect = "Expect: 100-continue";
    try (var peer = new Peer(server)) {
      peer.send("POST /read HTTP/1.1", expect, "Content-Length: 2");
      assertThat(peer.readHead().status()).isEqualTo(100);
      assertThat(peer.raw("{}").read().body()).isEqualTo("{}");
    }
    try (var peer = new Peer(server)) {
      peer.send("POST /read HTTP/1.1", expect, "Content-Length: 65537");
      assertThat(peer.read().status()).isEqualTo(413);
      assertThat(peer.isClosed()).isTrue();
    }
  }

  @Test
  void neverTakesAnUnreadBodyForARequest() throws IOException {
    byte[] smuggled = "GET /a/smuggled HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(US_ASCII);
    String length = "Content-Length: " + smuggled.length;
    for (String path : List.of("/nope", "/unread"))
      try (var peer = new Peer(server)) {
        int status = peer.send("POST " + path + " HTTP/1.1", smuggled, length).read().status();
        Peer.Answer next = peer.send("PUT /read HTTP/1.1").read();

        assertThat(status).isEqualTo(path.equals("/nope") ? 404 : 200);
        assertThat(next.status()).isEqualTo(405);
      }
    assertThat(handled).hasValue(1);
  }

  @Test
  void closesRatherThanWaitForABodyItWillNotRead() throws IOException {
    try (var peer = new Peer(server)) {
      byte[] part = "GET /a/b HTTP/1.1\r\n".getBytes(US_ASCII);
      peer.send("POST /nope HTTP/1.1", part, "Content-Length: 2000");
      assertThat(peer.read().status()).isEqualTo(404);
      assertThat(peer.isClosed()).isTrue();
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void writesNoHeaderIntoAHeader() throws IOException {
    assertThat(Peer.ask(server, "GET /split").headers()).doesNotContainKey("X-Two");
  }

  /// Refused by the protocol layer: the catalogue's shape, the connection ended, nothing handled.
  private int refused(String head) throws IOException {
    try (var peer = new Peer(server)) {
      Peer.Answer answer = peer.raw(head).read();
      assertThat(answer.body()).startsWith("{\"error\":\"").contains("\"code\":\"");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("x-dyn-request-id")).isNotEmpty();
      assertThat(peer.isClosed()).isTrue();
      assertThat(handled).hasValue(0);
      return answer.status();
    }
  }
}
