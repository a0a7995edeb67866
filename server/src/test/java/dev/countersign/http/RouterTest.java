package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Which handler a method and a path reach, over real HTTP.
class RouterTest {
  @AutoClose
  private final HttpServer server =
      HttpServer.start(HttpSettings.of("127.0.0.1", 0), List.of(RouterTest::routes));

  private static void routes(Router router) {
    router
        .get("/", request -> said("root"))
        .get("/users/{id}", request -> said("user " + request.path("id")))
        .delete("/users/{id}", request -> Response.empty(204))
        .get("/users/check", request -> said("check"))
        .post("/users/{user}/keys", request -> said("key of " + request.path("user")))
        .get("/users/check/names", request -> said("names"))
        .get("/teapot", request -> Response.empty(418).with("X-Content-Type-Options", "mine"));
  }

  private static Response said(String text) {
    return Response.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsParametersOfThePath() throws IOException {
    assertThat(body("GET /users/ada")).isEqualTo("user ada");
    assertThat(body("GET /users/a%20%C3%A9+b")).isEqualTo("user a é+b");
    assertThat(body("GET /")).isEqualTo("root");
  }

  @Test
  void prefersANamedSegmentAndComesBackFromADeadEnd() throws IOException {
    assertThat(body("GET /users/check")).isEqualTo("check");
    assertThat(body("GET /users/check/names")).isEqualTo("names");
    assertThat(body("POST /users/check/keys")).isEqualTo("key of check");
  }

  @Test
  void answers404ForAnUnknownPath() throws IOException {
    for (String path :
        List.of("/nope", "/users", "/users/", "/users/a/", "/users/a/b/c", "/USERS/a"))
      assertThat(Peer.ask(server, "GET " + path).status()).as(path).isEqualTo(404);
    assertThat(body("GET /nope")).contains("\"code\":\"not_found\"");
  }

  @Test
  void answers405WithWhatIsAllowed() throws IOException {
    Peer.Answer answer = Peer.ask(server, "PATCH /users/ada");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    assertThat(answer.body()).contains("\"code\":\"method_not_allowed\"");
    assertThat(Peer.ask(server, "BREW /users/ada").status()).isEqualTo(405);
    assertThat(Peer.ask(server, "get /users/ada").status()).isEqualTo(405);
  }

  @Test
  void answersHeadLikeGetWithoutTheBody() throws IOException {
    try (var peer = new Peer(server)) {
      Peer.Answer head = peer.send("HEAD /users/ada HTTP/1.1").readHead();
      Peer.Answer next = peer.send("GET /users/ada HTTP/1.1").read();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isEqualTo("8");
      assertThat(next.body()).isEqualTo("user ada");
    }
  }

  @Test
  void answersHeadOfAnUnknownPathWithoutTheBody() throws IOException {
    try (var peer = new Peer(server)) {
      assertThat(peer.send("HEAD /nope HTTP/1.1").readHead().status()).isEqualTo(404);
      assertThat(peer.send("GET / HTTP/1.1").read().body()).isEqualTo("root");
    }
  }

  @Test
  void answersOptionsWithWhatIsAllowed() throws IOException {
    Peer.Answer answer = Peer.ask(server, "OPTIONS /users/ada");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    assertThat(Peer.ask(server, "OPTIONS /nope").status()).isEqualTo(404);
  }

  @Test
  void listsItsOperations() {
    var router = new Router();
    routes(router);

    assertThat(router.operations())
        .contains("DELETE /users/{id}", "POST /users/{user}/keys")
        .isSorted()
        .hasSize(7);
  }

  @Test
  void refusesTheSameOperationTwice() {
    var router = new Router().get("/a/{b}", request -> said("one"));

    assertThatThrownBy(() -> router.get("/a/{c}", request -> said("two")))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> router.get("a", request -> said("two"))).hasMessageContaining("begin");
    assertThat(router.operations()).containsExactly("GET /a/{b}");
  }

  @Test
  void addsTheStandardHeadersUnlessTheResponseHasItsOwn() throws IOException {
    Map<String, String> plain = Peer.ask(server, "GET /users/a").headers();
    Map<String, String> own = Peer.ask(server, "GET /teapot").headers();

    assertThat(plain)
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .doesNotContainKey("Strict-Transport-Security");
    assertThat(plain.get("x-dyn-request-id")).matches("[0-9a-f-]{36}");
    assertThat(own).containsEntry("X-Content-Type-Options", "mine");
  }

  private String body(String request) throws IOException {
    return Peer.ask(server, request).body();
  }
}
