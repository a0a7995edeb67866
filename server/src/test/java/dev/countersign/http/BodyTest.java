package dev.countersign.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken for a JSON body, and what is not.
class BodyTest {
  private static final int MAX = 64 * 1024;

  private final AtomicInteger read = new AtomicInteger();

  @AutoClose
  private final HttpServer server =
      HttpServer.start(HttpSettings.of("127.0.0.1", 0), List.of(this::routes));

  private void routes(Router router) {
    router
        .post("/echo", this::echo)
        .get("/echo", this::echo)
        .delete("/echo", this::echo)
        .post("/bytes", request -> Response.json(200, Map.of("length", request.body().length)));
  }

  private Response echo(Request request) {
    Response response = Response.json(200, request.input().members());
    assertThat(request.input()).isSameAs(request.input());
    read.incrementAndGet();
    return response;
  }

  @Test
  void readsAnObject() throws IOException {
    assertThat(echoed("{\"name\":\"Ada é 🙂\"}".getBytes(UTF_8)))
        .isEqualTo("{\"name\":\"Ada é 🙂\"}");
    assertThat(echoed(nested(32))).isEqualTo(new String(nested(32), ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "\"a\"",
        "1",
        "null",
        " ",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "// a\n{}",
        "a=b",
        "{\"a\":\"\u0000\"}",
        "\u0000",
        "{\"a\":\"\u00ff\"}",
        "{\"a\":\"\u00c0\u0080\"}",
        "{\"a\":\"\u00ed\u00a0\u0080\"}",
        "{\"a\":\"\u00f5\u0080\u0080\u0080\"}",
        "{\"a\":\"\u00c3\"}"
      })
  void refusesWhatIsNotOneObjectInUtf8(String bytes) throws IOException {
    assertRefused(Peer.post(server, "/echo", bytes.getBytes(ISO_8859_1)), 400);
  }

  @Test
  void refusesOtherEncodingsAndDepths() throws IOException {
    assertRefused(Peer.post(server, "/echo", "{\"a\":1}".getBytes(UTF_16LE)), 400);
    assertRefused(Peer.post(server, "/echo", nested(33)), 400);
    assertRefused(Peer.post(server, "/echo", nested(10_000)), 400);
  }

  @Test
  void takesNoBodyForAnEmptyObject() throws IOException {
    String json = "Content-Type: application/json";
    try (var peer = new Peer(server)) {
      assertThat(peer.send("GET /echo HTTP/1.1", json).read().body()).isEqualTo("{}");
      assertThat(peer.send("DELETE /echo HTTP/1.1", json).read().body()).isEqualTo("{}");
      assertThat(peer.send("POST /echo HTTP/1.1", json, "Content-Length: 0").read().body())
          .isEqualTo("{}");
      assertThat(peer.send("POST /echo HTTP/1.1").read().body()).isEqualTo("{}");
    }
  }

  @Test
  void readsTheBodyOfADelete() throws IOException {
    try (var peer = new Peer(server)) {
      peer.send("DELETE /echo HTTP/1.1", "Content-Length: 7").raw("{\"a\":1}");
      assertThat(peer.read().body()).isEqualTo("{\"a\":1}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8"})
  void takesTheTypeOfJson(String type) throws IOException {
    assertThat(Peer.post(server, "/echo", "{}".getBytes(ISO_8859_1), "Content-Type: " + type))
        .returns(200, Peer.Answer::status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/jsonp", "application/x-www-form-urlencoded"})
  void refusesAnotherType(String type) throws IOException {
    assertRefused(
        Peer.post(server, "/echo", "{}".getBytes(ISO_8859_1), "Content-Type: " + type), 400);
  }

  @Test
  void readsUpToTheCapAndRefusesOneByteMore() throws IOException {
    assertThat(Peer.post(server, "/bytes", new byte[MAX]).body()).isEqualTo("{\"length\":65536}");
    assertRefused(Peer.post(server, "/bytes", new byte[MAX + 1]), 413);
  }

  @Test
  void countsChunksAgainstTheCap() throws IOException {
    assertThat(chunked("10000")).returns(200, Peer.Answer::status);
    assertRefused(chunked("10001"), 413);
  }

  @Test
  void refusesAChunkThatIsNone() throws IOException {
    for (String chunk : List.of("zz\r\n{}\r\n0\r\n\r\n", "2\n{}\n0\n\n", "-2\r\n{}\r\n0\r\n\r\n"))
      try (var peer = new Peer(server)) {
        byte[] body = chunk.getBytes(ISO_8859_1);
        peer.send("POST /echo HTTP/1.1", body, "Transfer-Encoding: chunked");
        assertRefused(peer.read(), 400);
        assertThat(peer.isClosed()).isTrue();
      }
  }

  private Peer.Answer chunked(String hex) throws IOException {
    try (var peer = new Peer(server)) {
      peer.send("POST /bytes HTTP/1.1", "Transfer-Encoding: chunked");
      byte[] chunk = new byte[Integer.parseInt(hex, 16)];
      return peer.raw(hex + "\r\n").bytes(chunk).raw("\r\n0\r\n\r\n").read();
    }
  }

  private String echoed(byte[] body) throws IOException {
    return Peer.post(server, "/echo", body).body();
  }

  private static byte[] nested(int depth) {
    return ("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(ISO_8859_1);
  }

  private void assertRefused(Peer.Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(status == 413 ? "content_too_large" : "bad_request");
    assertThat(read).hasValue(0);
  }
}
