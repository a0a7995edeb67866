package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Each refresh replaces the token; who comes back with one that was replaced long ago ends it all.
@ParameterizedClass
@EnumSource(Stores.class)
class RotationTest {
  private static final String ADA = "ada@example.org";
  private static final Duration A_WHILE = Duration.ofMinutes(5);

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String first;

  RotationTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    first = server.token(sandbox, ADA);
  }

  @Test
  void givesAnotherTokenOfTheSameSession() throws ParseException {
    String second = refreshed(first);
    JWTClaimsSet was = claims(first);
    JWTClaimsSet is = claims(second);

    assertThat(is.getClaim("sid")).isEqualTo(was.getClaim("sid"));
    assertThat(is.getClaim("originalSid")).isEqualTo(was.getClaim("originalSid"));
    assertThat(is.getClaim("refreshExp")).isEqualTo(was.getClaim("refreshExp"));
    assertThat(is.getClaim("token_generation")).isEqualTo(1L);
    assertThat(is.getJWTID()).isNotEqualTo(was.getJWTID());
  }

  @Test
  void endsTheSessionAtATokenThatWasReplacedLongAgo() {
    String second = refreshed(first);
    assertThat(status(second)).isEqualTo(204);
    shown(1);
    server.clock.pass(A_WHILE);

    assertThat(refresh(first).status()).isEqualTo(401);

    assertThat(status(first)).isEqualTo(401);
    assertThat(status(second)).isEqualTo(401);
    assertThat(refresh(second).status()).isEqualTo(401);
    assertThat(event("user.session.revoked")).contains("token-replayed");
  }

  @Test
  void endsItAlsoWhenTheThiefCameFirst() {
    String thief = refreshed(first);
    server.clock.pass(A_WHILE);
    String further = refreshed(thief);

    assertThat(refresh(first).status()).isEqualTo(401);

    assertThat(status(further)).isEqualTo(401);
  }

  @Test
  void forgivesAnAnswerThatWasLost() throws ParseException {
    refreshed(first);
    server.clock.pass(A_WHILE);

    String again = refreshed(first);

    assertThat(claims(again).getClaim("token_generation")).isEqualTo(1L);
    assertThat(status(again)).isEqualTo(204);
  }

  @Test
  void doesNotLetAReplacedTokenGrowIntoItsSuccessor() throws ParseException {
    String second = refreshed(first);
    server.clock.pass(Duration.ofMinutes(1));

    Reply changed = server.as(first, sandbox, "PUT", "/users", Map.of("firstName", "Ada"));

    JWTClaimsSet reissued = claims(changed.text("minifiedJwt"));
    assertThat(reissued.getClaim("token_generation")).isEqualTo(0L);
    assertThat(reissued.getExpirationTime()).isEqualTo(claims(first).getExpirationTime());
    assertThat(reissued.getExpirationTime()).isBefore(claims(second).getExpirationTime());
  }

  @Test
  void takesARefreshOnlyFromTheDeviceThatSignedIn() throws Exception {
    DeviceKeys device = DeviceKeys.fresh();
    String token = signInOn(device);
    server.clock.pass(A_WHILE);

    assertThat(refresh(token).status()).isEqualTo(401);
    assertThat(refreshOn(DeviceKeys.fresh(), token).status()).isEqualTo(401);
    assertThat(status(token)).isEqualTo(204);
    Reply good = refreshOn(device, token);
    assertThat(good.status()).isEqualTo(200);

    // Another tab of the same browser still holds the first.
    assertThat(status(good.text("minifiedJwt"))).isEqualTo(204);
    shown(1);
    server.clock.pass(A_WHILE);
    assertThat(refreshOn(device, token).status()).isEqualTo(200);

    assertThat(refresh(token).status()).isEqualTo(401);
    assertThat(status(good.text("minifiedJwt"))).isEqualTo(401);
  }

  @Test
  void bindsASessionToTheDeviceThatFirstRefreshesIt() throws Exception {
    DeviceKeys device = DeviceKeys.fresh();
    server.clock.pass(A_WHILE);
    String bound = refreshOn(device, first).text("minifiedJwt");
    server.clock.pass(A_WHILE);

    assertThat(refresh(bound).status()).isEqualTo(401);
    assertThat(refreshOn(device, bound).status()).isEqualTo(200);
  }

  @Test
  void endsASessionThatWasIdleForTooLong() {
    idleTimeout(30);
    server.clock.pass(Duration.ofMinutes(29));
    assertThat(status(first)).isEqualTo(204);
    seenAt(29);
    server.clock.pass(Duration.ofMinutes(29));
    assertThat(status(first)).isEqualTo(204);
    seenAt(58);

    server.clock.pass(Duration.ofMinutes(30));

    assertThat(status(first)).isEqualTo(401);
    assertThat(refresh(first).status()).isEqualTo(401);
  }

  @Test
  void notesTheUseOfASessionOnceAMinute() throws InterruptedException {
    long created = lastSeen();
    server.clock.pass(Duration.ofSeconds(59));
    status(first);
    Thread.sleep(1200);
    assertThat(lastSeen()).isEqualTo(created);

    server.clock.pass(Duration.ofSeconds(1));
    status(first);

    seenAt(1);
  }

  private void idleTimeout(int minutes) {
    var idle = Map.of("idleTimeout", Map.of("amount", minutes, "unit", "minutes"));
    var settings = Map.of("security", Map.of("session", idle));
    assertThat(server.admin("PUT", "/environments/" + sandbox, settings).status()).isEqualTo(200);
  }

  private String signInOn(DeviceKeys device) throws Exception {
    String verification = server.create(sandbox, ADA);
    var body =
        Map.of("verificationUUID", verification, "verificationToken", server.code(sandbox, ADA));
    var headers = device.headers(nonce());
    return server
        .client(sandbox, "POST", "/emailVerifications/signin", body, headers)
        .text("minifiedJwt");
  }

  private Reply refreshOn(DeviceKeys device, String token) throws Exception {
    var headers = new HashMap<>(device.headers(nonce()));
    headers.put("Authorization", "Bearer " + token);
    return server.client(sandbox, "POST", "/refresh", null, headers);
  }

  private String nonce() {
    return server.client(sandbox, "GET", "/nonce", null).text("nonce");
  }

  private String refreshed(String token) {
    server.clock.pass(A_WHILE);
    Reply reply = refresh(token);
    assertThat(reply.status()).isEqualTo(200);
    return reply.text("minifiedJwt");
  }

  private Reply refresh(String token) {
    return server.as(token, sandbox, "POST", "/refresh");
  }

  private int status(String token) {
    return server.as(token, sandbox, "GET", "/session").status();
  }

  private String event(String name) {
    String sql = "SELECT data FROM audit_event WHERE name = ?";
    return server.store().read(tx -> tx.one(sql, row -> row.text("data"), name)).orElseThrow();
  }

  /// Uses of a session are written a moment after the answer.
  private void shown(long sessions) {
    eventually("SELECT COUNT(*) FROM session WHERE generation > 0 AND confirmed_at > 0", sessions);
  }

  private void seenAt(long minutes) {
    eventually("SELECT (last_seen_at - created_at) / 60000 FROM session", minutes);
  }

  private long lastSeen() {
    return server.store().read(tx -> tx.count("SELECT COALESCE(last_seen_at, 0) FROM session"));
  }

  private void eventually(String sql, long expected) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.store().read(tx -> tx.count(sql)) != expected) {
      assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static JWTClaimsSet claims(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet();
  }
}
