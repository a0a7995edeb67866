package dev.countersign.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Keys come and go, and no valid token is refused for it; in an emergency all are, at once.
@ParameterizedClass
@EnumSource(Stores.class)
class KeyRotationTest {
  private static final String ADA = "ada@example.org";
  private static final Duration NOTICE = Duration.ofHours(24);

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String firstKey;

  KeyRotationTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    firstKey = keys().text("/key/id");
  }

  @Test
  void publishesTheNextKeyBeforeItSigns() throws Exception {
    assertThat(rotate(Map.of()).status()).isEqualTo(200);

    assertThat(published()).hasSize(2);
    assertThat(states()).containsExactly("next", "current");
    server.clock.pass(NOTICE.minusSeconds(1));
    assertThat(kid(server.token(sandbox, ADA))).isEqualTo(firstKey);

    server.clock.pass(Duration.ofSeconds(1));

    assertThat(kid(server.token(sandbox, ADA))).isNotEqualTo(firstKey);
    assertThat(states()).containsExactly("current", "previous");
    assertThat(keys().text("/key/id")).isNotEqualTo(firstKey);
  }

  @Test
  void keepsTheOldKeyUntilItsLastTokenHasExpired() throws Exception {
    rotate(Map.of());
    server.clock.pass(NOTICE.minusSeconds(1));
    String last = server.token(sandbox, ADA);
    Instant end = SignedJWT.parse(last).getJWTClaimsSet().getExpirationTime().toInstant();
    server.clock.pass(Duration.ofMinutes(3));
    server.tidy();

    server.clock.pass(Duration.between(server.clock.instant(), end).minusSeconds(1));
    server.tidy();
    assertThat(published()).contains(firstKey);
    assertThat(session(last)).isEqualTo(204);

    server.clock.pass(Duration.ofSeconds(1));
    assertThat(published()).doesNotContain(firstKey);
    server.tidy();
    assertThat(states()).containsExactly("current");
  }

  @Test
  void makesOneNextKeyHoweverOftenItIsAsked() {
    rotate(Map.of());
    Reply again = rotate(Map.of("noticeInSeconds", 600));

    assertThat(again.status()).isEqualTo(200);
    assertThat(states()).containsExactly("next", "current");
    assertThat(server.count("audit_event WHERE name = 'environment.key.rotated'")).isEqualTo(1);
  }

  @Test
  void refusesANoticeThatCachesWouldMiss() {
    for (Object notice : new Object[] {599, 0, -1, 30 * 86_400 + 1, "600", 600.5, false}) {
      assertThat(rotate(Map.of("noticeInSeconds", notice)).status()).isEqualTo(400);
    }
    assertThat(states()).containsExactly("current");
  }

  @Test
  void refusesEveryOldTokenAtOnceInAnEmergency() throws Exception {
    UUID live = server.live();
    String token = server.token(sandbox, ADA);
    String other = server.token(live, ADA);
    rotate(Map.of());

    assertThat(keys("POST", "/revoke", null).status()).isEqualTo(200);

    assertThat(session(token)).isEqualTo(401);
    assertThat(server.as(other, live, "GET", "/session").status()).isEqualTo(204);
    assertThat(published()).hasSize(1).doesNotContain(firstKey);
    assertThat(states()).containsExactlyInAnyOrder("current", "revoked", "revoked");
    assertThat(server.count("signing_key WHERE revoked_at > 0 AND LENGTH(sealed_key) > 0"))
        .isZero();
    assertThat(session(server.token(sandbox, ADA))).isEqualTo(204);

    server.restart();

    assertThat(session(token)).isEqualTo(401);
    assertThat(published()).doesNotContain(firstKey);
  }

  @Test
  void rotatesBySchedule() {
    server.rotateKeysEvery(Duration.ofDays(90));
    server.clock.pass(Duration.ofDays(89));
    server.tidy();
    assertThat(states()).containsExactly("current");

    server.clock.pass(Duration.ofDays(1));
    server.tidy();

    assertThat(states()).containsExactly("next", "current");
    String live = "/environments/" + server.live() + "/keys";
    assertThat(server.admin("GET", live, null).body().path("keys")).hasSize(2);
    server.clock.pass(Duration.ofDays(1));
    server.tidy();
    assertThat(states()).containsExactly("current", "previous");
  }

  @Test
  void exportsThePublicKeyAsPem() {
    Reply pem = keys("GET", "/" + firstKey + "/pem", null);

    assertThat(pem.status()).isEqualTo(200);
    assertThat(pem.toString()).contains("-----BEGIN PUBLIC KEY-----");
    String foreign = "/environments/" + server.live() + "/keys/" + firstKey + "/pem";
    assertThat(server.admin("GET", foreign, null).status()).isEqualTo(404);
  }

  @Test
  void refusesNoValidTokenWhileKeysRotateUnderLoad() throws Exception {
    var running = new AtomicBoolean(true);
    var refused = new ConcurrentLinkedQueue<String>();
    var signing = new ConcurrentLinkedQueue<String>();
    var verified = new AtomicInteger();
    var backend = new Backend();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < 4; n++) {
        String address = "load" + n + "@example.org";
        String first = server.token(sandbox, address);
        clients.execute(
            () -> {
              String token = first;
              while (running.get()) {
                try {
                  if (!backend.accepts(token)) refused.add("backend: " + kid(token));
                  if (session(token) != 204) refused.add("server: " + kid(token));
                  Reply reply = server.as(token, sandbox, "POST", "/refresh");
                  if (reply.status() != 200) refused.add("refresh: " + reply);
                  else token = reply.text("minifiedJwt");
                  signing.add(kid(token));
                  verified.incrementAndGet();
                } catch (Exception e) {
                  refused.add(e.toString());
                }
              }
            });
      }
      for (int round = 0; round < 2; round++) {
        assertThat(rotate(Map.of("noticeInSeconds", 600)).status()).isEqualTo(200);
        for (int step = 0; step < 8; step++) {
          settle(verified);
          server.clock.pass(Duration.ofMinutes(2));
          server.tidy();
        }
      }
      settle(verified);
      running.set(false);
    }
    assertThat(refused).isEmpty();
    assertThat(signing.stream().distinct().count()).isEqualTo(3);
  }

  /// Lets the load go on for a while.
  private static void settle(AtomicInteger done) throws InterruptedException {
    int until = done.get() + 8;
    for (int i = 0; i < 2000 && done.get() < until; i++) Thread.sleep(5);
  }

  /// Verifies offline, with a key set that it fetches again only when that is ten minutes old.
  private final class Backend {
    private JWKSet copy = fetch();
    private Instant fetched = server.clock.instant();

    synchronized boolean accepts(String token) throws Exception {
      if (!server.clock.instant().isBefore(fetched.plus(Duration.ofMinutes(10)))) {
        copy = fetch();
        fetched = server.clock.instant();
      }
      SignedJWT jwt = SignedJWT.parse(token);
      var key = copy.getKeyByKeyId(jwt.getHeader().getKeyID());
      return key != null && jwt.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    private JWKSet fetch() {
      try {
        return JWKSet.parse(
            server.client(sandbox, "GET", "/.well-known/jwks", null).body().toString());
      } catch (java.text.ParseException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Reply rotate(Map<String, ?> body) {
    return keys("POST", "/rotate", body);
  }

  private Reply keys() {
    return keys("GET", "", null);
  }

  private Reply keys(String method, String path, @org.jspecify.annotations.Nullable Object body) {
    return server.admin(method, "/environments/" + sandbox + "/keys" + path, body);
  }

  private List<String> states() {
    var states = new ArrayList<String>();
    keys().body().path("keys").forEach(key -> states.add(key.path("state").asString()));
    return states;
  }

  private List<String> published() {
    var kids = new ArrayList<String>();
    Reply jwks = server.client(sandbox, "GET", "/.well-known/jwks", null);
    jwks.body().path("keys").forEach(key -> kids.add(key.path("kid").asString()));
    return kids;
  }

  private int session(String token) {
    return server.as(token, sandbox, "GET", "/session").status();
  }

  private static String kid(String token) {
    try {
      return SignedJWT.parse(token).getHeader().getKeyID();
    } catch (java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
