package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.Kind;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The token in a cookie: who gets it, who may use it, and when it goes.
@ParameterizedClass
@EnumSource(Stores.class)
class CookieModeTest {
  private static final String ADA = "ada@example.org";
  private static final String APP = "https://app.example.org";
  private static final String NAME = "DYNAMIC_JWT_TOKEN";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final UUID live;

  CookieModeTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    live = server.live();
    for (UUID environment : List.of(sandbox, live)) {
      store(environment, "cookie");
      server.admin("POST", "/environments/" + environment + "/origins", Map.of("origin", APP));
    }
  }

  @Test
  void givesALiveEnvironmentACookieAndNoTokenToRead() {
    Reply reply = signIn(live, Map.of());

    assertThat(SetCookie.of(reply)).hasSize(1);
    SetCookie cookie = SetCookie.of(reply).getFirst();
    assertThat(cookie.name()).isEqualTo(NAME);
    assertThat(cookie.attributes())
        .containsExactlyInAnyOrder("Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=7200");
    assertThat(reply.body().has("minifiedJwt")).isFalse();
    assertThat(reply.body().has("jwt")).isFalse();
    assertThat(reply.text("/user/email")).isEqualTo(ADA);
    assertThat(server.as(cookie.value(), live, "GET", "/users").text("email")).isEqualTo(ADA);
  }

  @Test
  void showsASandboxItsTokensBesideTheCookie() {
    Reply reply = signIn(sandbox, Map.of());

    assertThat(SetCookie.of(reply).getFirst().value()).isEqualTo(reply.text("minifiedJwt"));
    assertThat(reply.text("jwt")).isNotEmpty();
  }

  @Test
  void setsNoCookieOutsideCookieMode() {
    store(sandbox, "localstorage");

    Reply reply = signIn(sandbox, Map.of());

    assertThat(SetCookie.of(reply)).isEmpty();
    String token = reply.text("minifiedJwt");
    assertThat(withCookie(sandbox, token, "GET", "/users", null).status()).isEqualTo(401);
    Reply left = server.as(token, sandbox, "POST", "/revoke");
    assertThat(left.status()).isEqualTo(204);
    assertThat(SetCookie.of(left)).isEmpty();
  }

  @Test
  void letsTheCookieDoAllThatABearerMay() {
    String token = cookie(signIn(live, Map.of()));

    assertThat(withCookie(live, token, "GET", "/session", null).status()).isEqualTo(204);
    assertThat(withCookie(live, token, "GET", "/users", null).text("email")).isEqualTo(ADA);
    Reply changed = withCookie(live, token, "PUT", "/users", Map.of("firstName", "Ada"));
    assertThat(changed.text("/user/firstName")).as(changed.toString()).isEqualTo("Ada");
    assertThat(changed.body().has("minifiedJwt")).isFalse();
    server.clock.pass(Duration.ofHours(1));
    Reply refreshed = withCookie(live, cookie(changed), "POST", "/refresh", null);
    assertThat(SetCookie.of(refreshed).getFirst().attributes()).contains("Max-Age=7200");
    assertThat(refreshed.body().has("jwt")).isFalse();
    Reply linked = link(cookie(refreshed), "lovelace@example.org");
    assertThat(linked.text("nextView")).isEqualTo("done");
    assertThat(linked.body().has("minifiedJwt")).isFalse();
    assertThat(cookie(linked)).isNotEmpty();
  }

  @Test
  void believesTheBearerBeforeTheCookie() {
    String ada = cookie(signIn(live, Map.of()));
    String bob = cookie(answered(live, "bob@example.org", Map.of()));
    var both = new HashMap<>(Map.of("Cookie", NAME + "=" + ada));

    both.put("Authorization", "Bearer " + bob);
    assertThat(server.client(live, "GET", "/users", null, both).text("email"))
        .isEqualTo("bob@example.org");
    both.put("Authorization", "Bearer not.a.token");
    Reply refused = server.client(live, "GET", "/users", null, both);
    assertThat(refused.status()).isEqualTo(401);
  }

  @Test
  void changesNothingForAForeignPageOrForNone() {
    String token = cookie(signIn(sandbox, Map.of()));
    var calls = Map.of("POST", "/revoke", "PUT", "/users", "DELETE", "/users");

    for (var call : calls.entrySet()) {
      for (String page :
          new String[] {null, "null", "https://evil.example", "https://example.org", APP + ".x"}) {
        var headers = new HashMap<>(Map.of("Cookie", NAME + "=" + token));
        if (page != null) headers.put("Origin", page);
        Reply reply = server.client(sandbox, call.getKey(), call.getValue(), null, headers);
        assertThat(reply.code()).as(call + " " + page).isEqualTo("origin_not_allowed");
        assertThat(SetCookie.of(reply)).isEmpty();
      }
    }
    Reply own = withCookie(sandbox, token, "GET", "/users", null);
    assertThat(own.status()).isEqualTo(200);
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void asksForNoCodeInSomebodysNameFromAForeignPage() {
    String token = cookie(signIn(sandbox, Map.of()));
    long before = server.count("challenge");

    Reply reply =
        server.client(
            sandbox,
            "POST",
            "/emailVerifications/create",
            Map.of("email", ADA),
            Map.of("Cookie", NAME + "=" + token));

    assertThat(reply.code()).isEqualTo("origin_not_allowed");
    assertThat(server.count("challenge")).isEqualTo(before);
  }

  @Test
  void takesTheServersOwnPages() {
    String token = cookie(signIn(live, Map.of()));
    var headers = Map.of("Cookie", NAME + "=" + token, "Origin", server.origin());

    assertThat(server.client(live, "POST", "/refresh", null, headers).status()).isEqualTo(200);
  }

  @Test
  void takesInASandboxWithoutAListThePagesOfItsOwnHost() {
    UUID open = server.project().getOrDefault(Kind.SANDBOX, sandbox);
    store(open, "cookie");
    String token = cookie(signIn(open, Map.of()));
    var headers = new HashMap<>(Map.of("Cookie", NAME + "=" + token));

    for (String foreign :
        new String[] {"https://evil.example", "http://localhost.evil.example", "null", "//"}) {
      headers.put("Origin", foreign);
      assertThat(server.client(open, "POST", "/refresh", null, headers).code())
          .as(foreign)
          .isEqualTo("origin_not_allowed");
    }
    headers.put("Origin", "http://localhost:3000");
    assertThat(server.client(open, "POST", "/refresh", null, headers).status()).isEqualTo(200);
  }

  @Test
  void refusesTheCookieOfAnotherEnvironmentAndLeavesIt() {
    String token = cookie(signIn(live, Map.of()));

    Reply refreshed = withCookie(sandbox, token, "POST", "/refresh", null);
    Reply left = withCookie(sandbox, token, "POST", "/revoke", null);

    assertThat(refreshed.status()).isEqualTo(401);
    assertThat(left.status()).isEqualTo(401);
    assertThat(SetCookie.of(refreshed)).isEmpty();
    assertThat(SetCookie.of(left)).isEmpty();
    assertThat(withCookie(live, token, "GET", "/session", null).status()).isEqualTo(204);
  }

  @Test
  void givesNativeAppsTokensAndNoCookie() {
    Reply reply = signIn(live, Map.of("x-dynamic-platform", "react-native"));

    assertThat(SetCookie.of(reply)).isEmpty();
    assertThat(reply.text("minifiedJwt")).isNotEmpty();
  }

  @Test
  void turnsNoCookieIntoATokenThatAScriptCanRead() {
    String token = cookie(signIn(live, Map.of()));
    var headers =
        Map.of("Cookie", NAME + "=" + token, "Origin", APP, "x-dynamic-platform", "react-native");

    Reply refreshed = server.client(live, "POST", "/refresh", null, headers);
    Reply changed = server.client(live, "PUT", "/users", Map.of("firstName", "Eve"), headers);

    assertThat(refreshed.status()).isEqualTo(401);
    assertThat(refreshed.toString()).doesNotContain(token);
    assertThat(changed.status()).isEqualTo(401);
  }

  @Test
  void forgetsTheCookieAtTheEndOfASession() {
    String token = cookie(signIn(live, Map.of()));

    assertForgotten(withCookie(live, token, "POST", "/revoke", null), 204);

    assertThat(withCookie(live, token, "GET", "/session", null).status()).isEqualTo(401);
    assertForgotten(withCookie(live, token, "POST", "/revoke", null), 204);
    server.clock.pass(Duration.ofHours(3));
    assertForgotten(withCookie(live, token, "POST", "/revoke", null), 204);
  }

  @Test
  void forgetsTheCookieOfAPersonWhoIsGone() {
    String token = cookie(signIn(live, Map.of()));

    assertForgotten(withCookie(live, token, "DELETE", "/users", null), 204);

    assertThat(server.count("end_user")).isZero();
    assertForgotten(withCookie(live, token, "POST", "/revoke", null), 204);
  }

  @Test
  void tellsAClientThatIsSignedOutSoInJson() {
    String token = cookie(signIn(live, Map.of()));
    server.clock.pass(Duration.ofHours(3));

    Reply none = server.client(live, "POST", "/refresh", null, Map.of("Origin", APP));
    Reply stale = withCookie(live, token, "POST", "/refresh", null);
    Reply garbage = withCookie(live, "x", "POST", "/refresh", null);

    for (Reply reply : List.of(none, stale, garbage)) {
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.body().path("error").isString()).isTrue();
      assertThat(reply.code()).isEqualTo("unauthorized");
      assertThat(reply.header("Access-Control-Allow-Origin")).contains(APP);
    }
    assertThat(SetCookie.of(none)).isEmpty();
    assertForgotten(stale, 401);
    assertForgotten(garbage, 401);
  }

  @Test
  void keepsTheCookieThatABadBearerCameWith() {
    String token = cookie(signIn(live, Map.of()));
    var headers =
        Map.of("Cookie", NAME + "=" + token, "Origin", APP, "Authorization", "Bearer not.a.token");

    Reply reply = server.client(live, "POST", "/refresh", null, headers);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(SetCookie.of(reply)).isEmpty();
  }

  @Test
  void letsNoCookieIntoTheAdminApi() {
    String token = cookie(signIn(live, Map.of()));
    for (String value : List.of(token, TestServer.ADMIN)) {
      var headers = Map.of("Cookie", NAME + "=" + value, "Origin", server.origin());
      Reply reply = server.send("GET", "/api/v0/environments/" + live, null, headers);
      assertThat(reply.status()).isEqualTo(401);
    }
  }

  private void store(UUID environment, String place) {
    var change = Map.of("security", Map.of("auth", Map.of("storage", List.of(place))));
    Reply reply = server.admin("PUT", "/environments/" + environment, change);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  private Reply signIn(UUID environment, Map<String, String> headers) {
    return answered(environment, ADA, headers);
  }

  private Reply answered(UUID environment, String address, Map<String, String> headers) {
    String verification = server.create(environment, address);
    var body =
        Map.of(
            "verificationUUID",
            verification,
            "verificationToken",
            server.code(environment, address));
    return server.client(environment, "POST", "/emailVerifications/signin", body, headers);
  }

  private Reply link(String token, String address) {
    Reply asked =
        withCookie(live, token, "POST", "/emailVerifications/create", Map.of("email", address));
    var body =
        Map.of(
            "verificationUUID",
            asked.text("verificationUUID"),
            "verificationToken",
            server.code(live, address));
    return withCookie(live, token, "POST", "/emailVerifications/verify", body);
  }

  private Reply withCookie(
      UUID environment, String token, String method, String path, @Nullable Object body) {
    var headers = Map.of("Cookie", "a=b; " + NAME + "=" + token, "Origin", APP);
    return server.client(environment, method, path, body, headers);
  }

  private static String cookie(Reply reply) {
    assertThat(SetCookie.of(reply)).as(reply.toString()).hasSize(1);
    return SetCookie.of(reply).getFirst().value();
  }

  private static void assertForgotten(Reply reply, int status) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    SetCookie cookie = SetCookie.of(reply).getFirst();
    assertThat(cookie.name()).isEqualTo(NAME);
    assertThat(cookie.value()).isEmpty();
    assertThat(cookie.attributes())
        .containsExactlyInAnyOrder(
            "Path=/", "Secure", "HttpOnly", "SameSite=Lax", SetCookie.AT_ONCE);
  }
}
