package dev.countersign.verifier;

import static dev.countersign.verifier.InvalidAccessToken.Reason.REVOCATIONS_UNAVAILABLE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.REVOKED;
import static dev.countersign.verifier.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RevocationFeedTest {
  private final FakeServer server = new FakeServer();
  private final String token = Signer.FIRST.token(server.claims());

  @BeforeEach
  void publish() {
    server.jwks = List.of(Signer.FIRST.jwk(), Signer.SECOND.jwk());
    server.publish(server.revoked(List.of()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void acceptsWhatIsNotOnTheList() throws Exception {
    server.publish(server.revoked(List.of("another")));
    try (var verifier = server.verifier().refuseRevoked().build()) {
      assertThat(verifier.verify(token).sessionId()).isEqualTo("session");
    }
  }

  @Test
  void refusesWithinASecondWhatIsRevokedMeanwhile() throws Exception {
    try (var verifier = server.verifier().refuseRevoked().build()) {
      verifier.verify(token);
      Thread.sleep(500);
      int before = server.listFetches.get();
      long began = System.nanoTime();

      server.publish(server.revoked(List.of("session")));

      eventuallyRefused(verifier, token, REVOKED);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
      // The one that waited, and perhaps the next one, which waits.
      assertThat(server.listFetches.get() - before).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void refusesARevokedKeyAndWhatWasIssuedUntilAMoment() throws Exception {
    Map<String, Object> list = server.revoked(List.of());
    list.put("keys", List.of("second"));
    list.put("revoked_until", server.clock.seconds() - 10);
    server.publish(list);
    try (var verifier = server.verifier().refuseRevoked().build()) {
      verifier.verify(token);
      verifier.verify(issuedAt(-9));
      assertRefused(verifier, issuedAt(-10), REVOKED);
      assertRefused(verifier, Signer.SECOND.token(server.claims()), REVOKED);
    }
  }

  @Test
  void failsClosedWithoutAListUnlessToldOtherwise() throws Exception {
    server.listInstead = FakeServer.status(404);
    try (var strict = server.verifier().refuseRevoked().build();
        var tolerant = server.verifier().refuseRevoked().tolerateMissingRevocations().build()) {
      assertRefused(strict, token, REVOCATIONS_UNAVAILABLE);
      assertThat(tolerant.verify(token).subject()).isEqualTo("user");

      server.listInstead = null;

      eventuallyVerified(strict, token);
    }
  }

  @Test
  void failsClosedWhenTheListHasExpired() throws Exception {
    server.publish(server.revoked(List.of("other")));
    String other = Signer.FIRST.token(server.claims("sid", "other"));
    try (var strict = server.verifier().refuseRevoked().build();
        var tolerant = server.verifier().refuseRevoked().tolerateMissingRevocations().build()) {
      strict.verify(token);
      tolerant.verify(token);
      server.listInstead = FakeServer.status(503);
      server.clock.pass(Duration.ofSeconds(119));
      strict.verify(token);

      server.clock.pass(Duration.ofSeconds(1));

      assertRefused(strict, token, REVOCATIONS_UNAVAILABLE);
      tolerant.verify(token);
      // What was revoked stays so.
      assertRefused(tolerant, other, REVOKED);
      assertRefused(strict, other, REVOKED);
    }
  }

  @Test
  void fetchesAnewInTheSecondHalfOfItsLifeThoughNothingChanged() throws Exception {
    server.clock.pass(Duration.ofSeconds(61));
    try (var verifier = server.verifier().refuseRevoked().build()) {
      verifier.verify(token);

      server.publish(server.revoked(List.of()));
      server.clock.pass(Duration.ofSeconds(65));

      // The old one would have expired by now.
      eventuallyVerified(verifier, token);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badLists")
  void doesNotBelieve(String what, BiFunction<FakeServer, Map<String, Object>, String> list) {
    server.publish(list.apply(server, server.revoked(List.of())));
    try (var verifier = server.verifier().refuseRevoked().build()) {
      assertRefused(verifier, token, REVOCATIONS_UNAVAILABLE);
    }
  }

  static Stream<Arguments> badLists() {
    var stranger = Signer.of("first", 2048, 65_537);
    String typ = Signer.FIRST.header("revocations+jwt");
    return Stream.of(
        bad("an access token", (server, list) -> Signer.FIRST.token(server.claims())),
        bad("typ JWT", (server, list) -> Signer.FIRST.token(list)),
        bad("a stranger's", (server, list) -> stranger.sign(typ, json(list))),
        bad(
            "no signature",
            (server, list) -> Signer.FIRST.sign(typ.replace("RS256", "none"), "{}")),
        bad("no JWS", (server, list) -> json(list)),
        bad("of another issuer", with("iss", "evil.example.org/" + FakeServer.ENVIRONMENT)),
        bad("of another environment", with("environment_id", "other")),
        bad("of yesterday", with("exp", 0)),
        bad(
            "of tomorrow",
            (server, list) -> with("iat", server.clock.seconds() + 61).apply(server, list)),
        bad("without exp", with("exp", null)),
        bad("without iat", with("iat", null)),
        bad("without sessions", with("sessions", null)),
        bad("without keys", with("keys", null)),
        bad("with sessions of numbers", with("sessions", List.of(1))),
        bad("with revoked_until in words", with("revoked_until", "now")),
        bad("by a key that it revokes", with("keys", List.of("first"))),
        bad("over 16 MB", with("sessions", List.of("x".repeat(16 * 1024 * 1024)))));
  }

  @Test
  void isNotTakenInByAnOlderListNorByARevokedKey() throws Exception {
    var issuer = Issuer.of(server.baseUrl(), FakeServer.ENVIRONMENT);
    var clock = server.clock;
    var keys = new KeyCache(issuer.jwks(), new Download(KeyCache.TIMEOUT), Duration.ZERO, clock);
    Map<String, Object> claims = server.revoked(List.of());
    claims.put("keys", List.of("second"));
    String first = sign(Signer.FIRST, claims);
    var held = RevocationList.verified(first, issuer, keys, Optional.empty(), clock.instant());

    claims = server.revoked(List.of());
    String bySecond = sign(Signer.SECOND, claims);
    claims.put("iat", clock.seconds() - 60);
    String skewed = sign(Signer.FIRST, claims);
    claims.put("iat", clock.seconds() - 61);
    String replayed = sign(Signer.FIRST, claims);

    RevocationList.verified(skewed, issuer, keys, Optional.of(held), clock.instant());
    for (String bad : List.of(bySecond, replayed)) {
      assertThatThrownBy(
              () -> RevocationList.verified(bad, issuer, keys, Optional.of(held), clock.instant()))
          .isInstanceOf(InvalidAccessToken.class);
    }
  }

  @Test
  void endsItsThread() throws Exception {
    var verifier = server.verifier().refuseRevoked().build();
    verifier.verify(token);

    verifier.close();

    for (int i = 0; i < 100 && polls(); i++) Thread.sleep(20);
    assertThat(polls()).isFalse();
  }

  private static boolean polls() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("countersign-revocations"));
  }

  private String issuedAt(int seconds) {
    return Signer.FIRST.token(server.claims("iat", server.clock.seconds() + seconds));
  }

  private static Arguments bad(
      String what, BiFunction<FakeServer, Map<String, Object>, String> list) {
    return arguments(what, list);
  }

  private static BiFunction<FakeServer, Map<String, Object>, String> with(
      String name, @Nullable Object value) {
    return (server, list) -> {
      if (value == null) list.remove(name);
      else list.put(name, value);
      return sign(Signer.FIRST, list);
    };
  }

  private static String sign(Signer signer, Map<String, Object> claims) {
    return signer.sign(signer.header("revocations+jwt"), json(claims));
  }

  private static String json(Map<String, Object> claims) {
    return JSONObjectUtils.toJSONString(claims);
  }

  private static void eventuallyRefused(AccessTokenVerifier verifier, String token, Reason reason)
      throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      try {
        verifier.verify(token);
        Thread.sleep(20);
      } catch (InvalidAccessToken e) {
        assertThat(e.reason()).isEqualTo(reason);
        return;
      }
    }
    throw new AssertionError("still accepted");
  }

  private static void eventuallyVerified(AccessTokenVerifier verifier, String token)
      throws Exception {
    for (int i = 0; ; i++) {
      try {
        verifier.verify(token);
        return;
      } catch (InvalidAccessToken e) {
        if (i == 500) throw e;
        Thread.sleep(20);
      }
    }
  }
}
