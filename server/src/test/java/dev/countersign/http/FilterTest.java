package dev.countersign.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a filter sees and what it can add: enough for CORS to be exact.
class FilterTest {
  private final AtomicInteger handled = new AtomicInteger();

  @AutoClose
  private final HttpServer server =
      HttpServer.start(
          new HttpSettings(
              "127.0.0.1",
              0,
              100,
              true,
              System.Logger.Level.INFO,
              Duration.ofSeconds(9),
              Duration.ofSeconds(9),
              Proxies.NONE),
          List.of(this::routes));

  private void routes(Router router) {
    router
        .within("/sdk/{environment}", FilterTest::cors)
        .within("/sdk/{environment}/closed", (request, next) -> refuse(Problem.UNAUTHORIZED))
        .within("/", (request, next) -> next.handle(request).with("X-Seen", request.method()))
        .post("/sdk/{environment}/input", request -> answer(request.input().text("name")))
        .post("/sdk/{environment}/limited", request -> limited())
        .post("/sdk/{environment}/invalid", request -> refuse(Problem.INVALID_EMAIL))
        .post("/sdk/{environment}/away", request -> refuse(Problem.STORE_UNAVAILABLE))
        .post("/sdk/{environment}/closed/door", request -> answer("in"))
        .post("/sdk/{environment}/broken", request -> broken())
        .post("/elsewhere", request -> answer("elsewhere"));
  }

  private static Response cors(Request request, Handler next) {
    Response response =
        request.method().equals("OPTIONS") ? Response.empty(204) : next.handle(request);
    return response
        .with("Access-Control-Allow-Origin", request.origin().orElse("none"))
        .with("X-Environment", request.path("environment"));
  }

  private Response answer(String text) {
    handled.incrementAndGet();
    return Response.json(200, Map.of("said", text));
  }

  private static Response limited() {
    throw Refusal.tooMany("too fast", Duration.ofMillis(1_200));
  }

  private static Response refuse(Problem problem) {
    throw new Refusal(problem, "for the log only");
  }

  private static Response broken() {
    throw new IllegalStateException("a secret");
  }

  @ParameterizedTest
  @CsvSource({
    "/sdk/e/input, {}, 400, bad_request",
    "/sdk/e/input, [1], 400, bad_request",
    "/sdk/e/closed/door, {}, 401, unauthorized",
    "/sdk/e/closed/nowhere, {}, 401, unauthorized",
    "/sdk/e/nowhere/at/all, {}, 404, not_found",
    "/sdk/e, {}, 404, not_found",
    "/sdk/e/invalid, {}, 422, invalid_email",
    "/sdk/e/limited, {}, 429, too_many_requests",
    "/sdk/e/broken, {}, 500, internal_error",
    "/sdk/e/away, {}, 503, store_unavailable"
  })
  void addsHeadersToEveryRefusal(String path, String body, int status, String code)
      throws IOException {
    Peer.Answer answer =
        Peer.post(server, path, body.getBytes(UTF_8), "Origin: https://app.example");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body())
        .contains("\"code\":\"" + code + "\"")
        .doesNotContain("secret", "log only");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
    assertThat(answer.header("X-Environment")).isEqualTo("e");
    assertThat(answer.header("x-dyn-request-id")).isNotEmpty();
    assertThat(handled).hasValue(0);
  }

  @Test
  void addsHeadersWhenTheBodyIsTooLarge() throws IOException {
    Peer.Answer announced = Peer.post(server, "/sdk/e/input", new byte[101], "Origin: https://a");

    assertThat(announced.status()).isEqualTo(413);
    assertThat(announced.header("Access-Control-Allow-Origin")).isEqualTo("https://a");
    assertThat(handled).hasValue(0);
  }

  @Test
  void answersOptionsOnKnownAndUnknownPaths() throws IOException {
    for (String path : List.of("/sdk/e/input", "/sdk/e/nowhere", "/sdk/e", "/sdk/e/closed/door")) {
      Peer.Answer answer = Peer.ask(server, "OPTIONS " + path, "Origin: null");

      assertThat(answer.status()).as(path).isEqualTo(204);
      assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo("null");
      assertThat(answer.headers()).doesNotContainKeys("Allow", "X-Seen");
    }
  }

  @Test
  void leavesOtherPathsAlone() throws IOException {
    for (String path : List.of("/elsewhere", "/sdk", "/sdkx/e/input", "/nowhere"))
      assertThat(Peer.post(server, path, new byte[0]).headers())
          .as(path)
          .doesNotContainKey("Access-Control-Allow-Origin")
          .containsEntry("X-Seen", "POST");
  }

  @Test
  void tellsWhatTheStatusAsksFor() throws IOException {
    assertThat(Peer.post(server, "/sdk/e/limited", new byte[0]).header("Retry-After"))
        .isEqualTo("2");
    assertThat(Peer.post(server, "/sdk/e/away", new byte[0]).header("Retry-After")).isEqualTo("1");
    assertThat(Peer.post(server, "/sdk/e/closed/door", new byte[0]).header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(Peer.ask(server, "GET /elsewhere").header("Allow")).isEqualTo("OPTIONS, POST");
    assertThat(Peer.ask(server, "GET /elsewhere").header("Strict-Transport-Security"))
        .isEqualTo("max-age=31536000");
  }
}
