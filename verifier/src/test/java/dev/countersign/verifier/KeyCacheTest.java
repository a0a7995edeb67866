package dev.countersign.verifier;

import static dev.countersign.verifier.InvalidAccessToken.Reason.KEYS_UNAVAILABLE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.UNKNOWN_KEY;
import static dev.countersign.verifier.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.countersign.verifier.FakeServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyCacheTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeServer server = new FakeServer();
  private final AccessTokenVerifier verifier = server.verifier().build();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesOnceForAThousandTokensAtATime() throws Exception {
    server.keysInstead =
        exchange -> {
          Thread.sleep(200);
          FakeServer.text(exchange, 200, set(Signer.FIRST.jwk()));
        };
    String token = token(Signer.FIRST);
    var threads = Executors.newFixedThreadPool(50);
    var verified = new ArrayList<Future<VerifiedAccessToken>>();

    for (int i = 0; i < 1000; i++) verified.add(threads.submit(() -> verifier.verify(token)));

    for (var result : verified) assertThat(result.get().subject()).isEqualTo("user");
    threads.shutdown();
    assertThat(server.keyFetches).hasValue(1);
  }

  @Test
  void keepsTheSetForMinutesAndFetchesTheNextOneBehind() throws Exception {
    verifier.verify(token(Signer.FIRST));
    server.clock.pass(MINUTE.multipliedBy(8).minusSeconds(1));
    verifier.verify(token(Signer.FIRST));
    assertThat(server.keyFetches).hasValue(1);
    server.keysInstead =
        exchange -> {
          Thread.sleep(500);
          FakeServer.text(exchange, 200, set(Signer.SECOND.jwk()));
        };

    server.clock.pass(Duration.ofSeconds(1));
    // Nobody waits: the old set serves on.
    verifier.verify(token(Signer.FIRST));

    eventually(() -> verifier.verify(token(Signer.SECOND)));
    assertRefused(verifier, token(Signer.FIRST), UNKNOWN_KEY);
  }

  @Test
  void waitsForANewSetAfterTenMinutes() throws Exception {
    verifier.verify(token(Signer.FIRST));
    server.jwks = List.of(Signer.SECOND.jwk());

    server.clock.pass(MINUTE.multipliedBy(10));

    assertRefused(verifier, token(Signer.FIRST), UNKNOWN_KEY);
    verifier.verify(token(Signer.SECOND));
  }

  @Test
  void asksForAnUnknownKeyOnceInThirtySeconds() throws Exception {
    verifier.verify(token(Signer.FIRST));
    server.jwks = List.of(Signer.FIRST.jwk(), Signer.SECOND.jwk());

    verifier.verify(token(Signer.SECOND));

    assertThat(server.keyFetches).hasValue(2);
    var stranger = Signer.of("stranger", 2048, 65_537);
    for (int i = 0; i < 20; i++) assertRefused(verifier, token(stranger), UNKNOWN_KEY);
    server.clock.pass(Duration.ofSeconds(29));
    assertRefused(verifier, token(stranger), UNKNOWN_KEY);
    assertThat(server.keyFetches).hasValue(2);
    server.clock.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) assertRefused(verifier, token(stranger), UNKNOWN_KEY);
    assertThat(server.keyFetches).hasValue(3);
  }

  @Test
  void outlivesAnOutageForADayAndNoLonger() throws Exception {
    verifier.verify(token(Signer.FIRST));
    server.keysInstead = FakeServer.status(503);
    server.clock.pass(Duration.ofMinutes(10));

    for (int i = 0; i < 20; i++) verifier.verify(token(Signer.FIRST));
    // The outage is not made worse, and nobody waits for it, but every thirty seconds one.
    assertThat(server.keyFetches).hasValue(2);
    assertRefused(verifier, token(Signer.SECOND), UNKNOWN_KEY);
    server.clock.pass(Duration.ofHours(24).minusSeconds(1));
    verifier.verify(token(Signer.FIRST));
    server.clock.pass(Duration.ofSeconds(1));
    assertRefused(verifier, token(Signer.FIRST), KEYS_UNAVAILABLE);

    server.keysInstead = null;
    server.clock.pass(Duration.ofSeconds(30));
    verifier.verify(token(Signer.FIRST));
  }

  @Test
  void startsBeforeItsServer() throws Exception {
    server.keysInstead = FakeServer.status(404);
    for (int i = 0; i < 5; i++) assertRefused(verifier, token(Signer.FIRST), KEYS_UNAVAILABLE);
    assertThat(server.keyFetches).hasValue(1);

    server.keysInstead = null;
    server.clock.pass(Duration.ofSeconds(1));

    verifier.verify(token(Signer.FIRST));
  }

  @Test
  void doesNotWaitLongerThanTwoSecondsForABodyThatDrips() {
    server.keysInstead =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(100);
          }
        };
    long began = System.nanoTime();

    assertRefused(verifier, token(Signer.FIRST), KEYS_UNAVAILABLE);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badSets")
  void refusesTheWholeSet(String what, Answer answer) throws Exception {
    server.keysInstead = answer;
    assertRefused(verifier, token(Signer.FIRST), KEYS_UNAVAILABLE);

    server.keysInstead = null;
    server.clock.pass(Duration.ofSeconds(1));
    verifier.verify(token(Signer.FIRST));
    server.keysInstead = answer;
    server.clock.pass(MINUTE.multipliedBy(11));
    // What was held before is better than that.
    verifier.verify(token(Signer.FIRST));
  }

  static Stream<Arguments> badSets() {
    Map<String, Object> first = Signer.FIRST.jwk();
    Map<String, Object> secret = changed("d", "AQAB");
    String symmetric = "{\"keys\":[" + json(first) + ",{\"kty\":\"oct\",\"k\":\"AAAA\"}]}";
    String padded = set(first) + " ".repeat(64 * 1024);
    return Stream.of(
        arguments("no JSON", text("keys")),
        arguments("no object", text("[]")),
        arguments("null", text("null")),
        arguments("no keys", text("{}")),
        arguments("keys that are no objects", text("{\"keys\":[1]}")),
        arguments("an empty set", text("{\"keys\":[]}")),
        arguments("keys twice", text("{\"keys\":[],\"keys\":[" + json(first) + "]}")),
        arguments("kid twice", text("{\"keys\":[" + json(first) + "," + json(first) + "]}")),
        arguments("a member twice", text(set(first).replace("\"n\"", "\"e\":\"AQAB\",\"n\""))),
        arguments("a private key", text(set(secret))),
        arguments("a symmetric key beside", text(symmetric)),
        arguments("a key without n", text(set(changed("n", null)))),
        arguments("a key for encryption only", text(set(changed("use", "enc")))),
        arguments("a key without use", text(set(changed("use", null)))),
        arguments("a key of RS512", text(set(changed("alg", "RS512")))),
        arguments("a key that may sign only", text(set(changed("key_ops", List.of("sign"))))),
        arguments("a key without kid", text(set(changed("kid", null)))),
        arguments("over 64 KB", text(padded)),
        arguments("a redirect", redirect()),
        arguments("an error", FakeServer.status(500)),
        arguments("not modified", status304()));
  }

  private static Answer text(String body) {
    return exchange -> FakeServer.text(exchange, 200, body);
  }

  /// To the very same place, which would answer well.
  private static Answer redirect() {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "?again");
      if (exchange.getRequestURI().getQuery() == null) exchange.sendResponseHeaders(302, -1);
      else FakeServer.text(exchange, 200, set(Signer.FIRST.jwk()));
    };
  }

  private static Answer status304() {
    return exchange -> exchange.sendResponseHeaders(304, -1);
  }

  private static Map<String, Object> changed(String name, @Nullable Object value) {
    var jwk = new HashMap<>(Signer.FIRST.jwk());
    if (value == null) jwk.remove(name);
    else jwk.put(name, value);
    return jwk;
  }

  private static String set(Map<String, Object> jwk) {
    return "{\"keys\":[" + json(jwk) + "]}";
  }

  private static String json(Map<String, Object> jwk) {
    return JSONObjectUtils.toJSONString(jwk);
  }

  private String token(Signer signer) {
    Map<String, Object> claims = server.claims("exp", server.clock.seconds() + 7200);
    return signer.token(claims);
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void eventually(Attempt attempt) throws Exception {
    for (int i = 0; ; i++) {
      try {
        attempt.run();
        return;
      } catch (InvalidAccessToken e) {
        if (i == 100) throw e;
        Thread.sleep(50);
      }
    }
  }
}
