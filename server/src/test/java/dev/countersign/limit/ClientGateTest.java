package dev.countersign.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Which sites may call, what their browsers are told, and the operator's lock.
@ParameterizedClass
@EnumSource(Stores.class)
class ClientGateTest {
  private static final String SITE = "https://app.example.org";
  private static final Map<String, String> FROM_SITE = Map.of("Origin", SITE);

  @AutoClose private final TestServer server;

  ClientGateTest(Stores store) {
    server = new TestServer(store);
  }

  @Test
  void letsEveryOriginIntoASandboxThatNamesNone() {
    Reply reply = get(server.sandbox(), "/settings", FROM_SITE);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Access-Control-Allow-Origin")).contains(SITE);
    assertThat(reply.header("Access-Control-Allow-Credentials")).contains("true");
    assertThat(reply.header("Vary")).contains("Origin");
  }

  @Test
  void keepsEveryOriginOutOfALiveEnvironmentThatNamesNone() {
    Reply reply = get(server.live(), "/settings", FROM_SITE);

    assertForeign(reply);
  }

  @Test
  void keepsForeignOriginsOutAndDoesNothingForThem() {
    allow(server.sandbox(), SITE);
    var foreign = Map.of("Origin", "https://app.example.org.evil.example");

    Reply asked =
        server.client(
            server.sandbox(),
            "POST",
            "/emailVerifications/create",
            Map.of("email", "ada@example.org"),
            foreign);

    assertForeign(asked);
    assertForeign(
        server.client(server.sandbox(), "OPTIONS", "/emailVerifications/create", null, foreign));
    assertForeign(get(server.sandbox(), "/settings", Map.of("Origin", "null")));
    assertThat(server.count("challenge")).isZero();
    assertThat(get(server.sandbox(), "/settings", FROM_SITE).status()).isEqualTo(200);
  }

  @Test
  void answersThePreflightOfEveryPath() {
    for (String path : new String[] {"/settings", "/emailVerifications/signin", "/not/there"}) {
      var headers =
          Map.of(
              "Origin", SITE,
              "Access-Control-Request-Method", "PUT",
              "Access-Control-Request-Headers", "authorization,x-dyn-version,x-new-header");

      Reply reply = server.client(server.sandbox(), "OPTIONS", path, null, headers);

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.header("Access-Control-Allow-Origin")).contains(SITE);
      assertThat(reply.header("Access-Control-Allow-Methods").orElseThrow())
          .contains("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
      assertThat(reply.header("Access-Control-Allow-Headers").orElseThrow())
          .isEqualTo("authorization,x-dyn-version,x-new-header");
      assertThat(reply.header("Access-Control-Max-Age")).isPresent();
    }
  }

  @Test
  void namesEveryHeaderOfTheClientsToAPreflightThatNamesNone() {
    Reply reply = server.client(server.sandbox(), "OPTIONS", "/settings", null, FROM_SITE);

    assertThat(reply.header("Access-Control-Allow-Headers").orElseThrow())
        .contains("authorization", "x-dyn-session-public-key", "x-dynamic-device-signed-nonce");
  }

  @Test
  void putsTheHeadersOnRefusalsToo() {
    Reply unauthorized = get(server.sandbox(), "/users", FROM_SITE);
    Reply unknownPath = get(server.sandbox(), "/not/there", FROM_SITE);
    Reply notJson =
        server.client(
            server.sandbox(), "POST", "/emailVerifications/create", "{not json", FROM_SITE);
    Reply unknownEnvironment = get(UUID.randomUUID(), "/settings", FROM_SITE);

    assertThat(unauthorized.status()).isEqualTo(401);
    assertThat(unknownPath.status()).isEqualTo(404);
    assertThat(notJson.status()).isEqualTo(400);
    assertThat(unknownEnvironment.status()).isEqualTo(404);
    for (Reply reply : new Reply[] {unauthorized, unknownPath, notJson, unknownEnvironment}) {
      assertThat(reply.header("Access-Control-Allow-Origin")).contains(SITE);
      assertThat(reply.text("error")).isNotBlank();
    }
  }

  @Test
  void refusesEverythingWhileTheEnvironmentIsLocked() {
    String token = server.token(server.sandbox(), "ada@example.org");
    lock(true);

    assertThat(get(server.sandbox(), "/settings", Map.of()).code()).isEqualTo("environment_locked");
    assertThat(server.as(token, server.sandbox(), "GET", "/users").status()).isEqualTo(403);
    Reply create =
        server.client(
            server.sandbox(), "POST", "/emailVerifications/create", Map.of("email", "a@b.org"));
    assertThat(create.code()).isEqualTo("environment_locked");
    assertThat(server.count("challenge")).isEqualTo(1);

    lock(false);
    assertThat(server.as(token, server.sandbox(), "GET", "/users").status()).isEqualTo(200);
  }

  private void lock(boolean locked) {
    server.admin(
        "PUT",
        "/environments/" + server.sandbox(),
        Map.of("security", Map.of("environmentLocked", locked)));
  }

  private void allow(UUID environment, String origin) {
    server.admin("POST", "/environments/" + environment + "/origins", Map.of("origin", origin));
  }

  private Reply get(UUID environment, String path, Map<String, String> headers) {
    return server.client(environment, "GET", path, null, headers);
  }

  private static void assertForeign(Reply reply) {
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("origin_not_allowed");
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }
}
