package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.delivery.WebClient.Answer;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.http.HttpServer;
import dev.countersign.http.HttpSettings;
import dev.countersign.http.Proxies;
import dev.countersign.http.Request;
import dev.countersign.http.Routes;
import dev.countersign.support.Stores;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over real HTTP, as a test suite, a browser and a stranger's page would come.
class InboxRoutesTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final House house = new House(Stores.SQLITE);
  private final Environment sandbox = house.environment(Kind.SANDBOX);
  private final Environment live = house.environment(Kind.LIVE);

  @AutoClose
  private final HttpServer dev =
      start(
          InboxRoutes.local(house.environments, house.inbox, InboxRoutesTest::spelling),
          new InboxPageRoutes(house.environments));

  @AutoClose
  private final HttpServer serve =
      start(
          InboxRoutes.guarded(
              house.environments, house.inbox, InboxRoutesTest::spelling, InboxRoutesTest::guard),
          new MessageRoutes(
              house.environments, new Messages(house.database), InboxRoutesTest::guard));

  private final WebClient local = new WebClient(dev.port());
  private final WebClient remote = new WebClient(serve.port());

  @Test
  void listsMessagesWithTheirCodes() {
    UUID id = house.keep(live, ADA, "123456");

    Answer answer = local.get("/inbox/" + live.id() + "/messages?to=ADA%40example.org");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/messages/0/id")).isEqualTo(id.toString());
    assertThat(answer.text("/messages/0/to")).isEqualTo(ADA);
    assertThat(answer.text("/messages/0/code")).isEqualTo("123456");
    assertThat(answer.text("/messages/0/subject")).isEqualTo("Your sign-in code for Countersign");
    assertThat(answer.text("/messages/0/text")).contains("123456");
    assertThat(answer.text("/messages/0/html")).contains("123456");
    assertThat(answer.text("/messages/0/sentAt")).isEqualTo(house.clock.instant().toString());
    assertThat(answer.json().at("/receives").booleanValue()).isTrue();
    assertThat(answer.headers()).noneMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void waitsForTheNextMessageToAnAddress() {
    Thread.ofVirtual()
        .start(
            () -> {
              House.sleep(Duration.ofMillis(100));
              house.keep(sandbox, ADA, "123456");
            });

    Answer answer = local.get(next(sandbox, "to=ada@example.org&wait=20"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/code")).isEqualTo("123456");
  }

  @Test
  void answersNothingWhenNothingCame() {
    Answer answer = local.get(next(sandbox, "to=ada@example.org&wait=0"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void waitsLongerThanAConnectionMayBeSilent() {
    Duration silence = Duration.ofMillis(500);
    var settings =
        new HttpSettings("localhost", 0, 1024, false, Level.DEBUG, silence, silence, Proxies.NONE);
    var routes = InboxRoutes.local(house.environments, house.inbox, InboxRoutesTest::spelling);
    try (HttpServer impatient = HttpServer.start(settings, List.of(routes))) {
      Answer answer = new WebClient(impatient.port()).get(next(sandbox, "to=a@b.example&wait=2"));

      assertThat(answer.status()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wait=31", "wait=-1", "wait=x", "wait=", "after=x", "after=0", "wait=1e1"})
  void refusesAWaitItDoesNotUnderstand(String query) {
    assertThat(local.get(next(sandbox, query)).status()).isEqualTo(400);
  }

  @Test
  void clearsOneInboxOnly() {
    house.keep(sandbox, ADA, "123456");
    house.keep(live, ADA, "123456");
    house.post(sandbox, ADA, "123456");

    Answer answer = local.send("DELETE", "/inbox/" + sandbox.id() + "/messages", Map.of());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(house.inbox.newest(sandbox, null, 10)).isEmpty();
    assertThat(house.inbox.newest(live, null, 10)).hasSize(1);
    assertThat(house.count("state = 'queued'")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example",
        "localhost:8080@evil.example", "[::1].evil.example", "0.0.0.0", "192.168.1.10:8080"
      })
  void keepsAPageThatPointsItsNameHereOut(String host) {
    house.keep(sandbox, ADA, "123456");
    var named = Map.of("Host", host);

    for (String path : List.of("", "/messages", "/next?wait=0")) {
      Answer answer = local.send("GET", "/inbox/" + sandbox.id() + path, named);
      assertThat(answer.status()).isIn(400, 403);
      assertThat(answer.body()).doesNotContain("123456");
    }
    local.send("DELETE", "/inbox/" + sandbox.id() + "/messages", named);
    assertThat(house.inbox.newest(sandbox, null, 10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080"})
  void knowsThisMachineByAllItsNames(String host) {
    Answer answer = local.send("GET", "/inbox/" + sandbox.id() + "/messages", Map.of("Host", host));

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded"})
  void keepsOutWhoComesThroughATunnel(String header) {
    Answer answer =
        local.send("GET", "/inbox/" + sandbox.id() + "/messages", Map.of(header, "for=1.2.3.4"));

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void serveOpensSandboxesToOperatorsOnly() {
    house.keep(sandbox, ADA, "123456");
    String path = "/inbox/" + sandbox.id() + "/messages";

    assertThat(remote.get(path).status()).isEqualTo(401);
    assertThat(remote.get(next(sandbox, "wait=0")).status()).isEqualTo(401);
    assertThat(remote.send("DELETE", path, Map.of()).status()).isEqualTo(401);
    assertThat(remote.get("/inbox/" + sandbox.id()).status()).isEqualTo(404);
    assertThat(remote.asOperator("GET", path).text("/messages/0/code")).isEqualTo("123456");
    assertThat(remote.asOperator("GET", "/inbox/" + live.id() + "/messages").status())
        .isEqualTo(404);
  }

  @Test
  void anUnknownEnvironmentHasNoInbox() {
    String unknown = "/inbox/" + new UUID(1, 1);

    assertThat(local.get(unknown).status()).isEqualTo(404);
    assertThat(local.get(unknown + "/messages").status()).isEqualTo(404);
    assertThat(local.get("/inbox/nonsense/messages").status()).isEqualTo(400);
    assertThat(remote.get(unknown + "/messages").status()).isEqualTo(401);
  }

  @Test
  void servesItsPageUnderAStrictPolicy() {
    Answer page = local.get("/inbox/" + sandbox.id());
    Answer script = local.get("/inbox/assets/inbox.js");
    Answer hint = local.get("/inbox");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe-eval", "script-src 'unsafe-inline'", "http");
    assertThat(page.body()).contains("<script src=\"/inbox/assets/inbox.js\" defer></script>");
    assertThat(page.body()).doesNotContain("onclick", "javascript:");
    assertThat(script.header("Content-Type")).startsWith("text/javascript");
    assertThat(hint.body()).contains("Which inbox?").doesNotContain(sandbox.id().toString());
  }

  @Test
  void tellsOperatorsWhatBecameOfAMessage() {
    house.keep(live, ADA, "123456");
    UUID queued = house.post(live, "bob@example.org", "654321");
    String path = "/api/v0/environments/" + live.id() + "/messages";

    Answer answer = remote.asOperator("GET", path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/messages/0/id")).isEqualTo(queued.toString());
    assertThat(answer.text("/messages/0/to")).isEqualTo("bob@example.org");
    assertThat(answer.text("/messages/0/template")).isEqualTo("sign-in-code");
    assertThat(answer.text("/messages/0/channel")).isEqualTo("smtp");
    assertThat(answer.text("/messages/0/state")).isEqualTo("queued");
    assertThat(answer.json().at("/messages/0/attempts").intValue()).isZero();
    assertThat(answer.json().at("/messages/0/finishedAt").isNull()).isTrue();
    assertThat(answer.json().at("/messages")).hasSize(2);
    assertThat(answer.body()).doesNotContain("123456", "654321");
    assertThat(remote.get(path).status()).isEqualTo(401);
    assertThat(remote.asOperator("GET", path + "?limit=1").json().at("/messages")).hasSize(1);
    assertThat(remote.asOperator("GET", path + "?limit=101").status()).isEqualTo(400);
    assertThat(
            remote
                .asOperator("GET", "/api/v0/environments/" + sandbox.id() + "/messages")
                .json()
                .at("/messages"))
        .isEmpty();
  }

  private static String next(Environment environment, String query) {
    return "/inbox/" + environment.id() + "/next?" + query;
  }

  private static HttpServer start(Routes... routes) {
    return HttpServer.start(HttpSettings.of("localhost", 0), List.of(routes));
  }

  private static String spelling(String typed) {
    return typed.toLowerCase(Locale.ROOT);
  }

  private static void guard(Request request, UUID environment) {
    if (request.bearer().filter(WebClient.OPERATOR::equals).isEmpty()) {
      throw new Refusal(Problem.UNAUTHORIZED, "test");
    }
  }
}
