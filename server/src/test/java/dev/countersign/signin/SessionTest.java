package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a sign-in leaves behind: it lasts, is refreshed, ends, and never comes back.
@ParameterizedClass
@EnumSource(Stores.class)
class SessionTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String token;

  SessionTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    token = server.token(sandbox, ADA);
  }

  @Test
  void isAliveUntilItIsRevoked() {
    assertThat(status(token)).isEqualTo(204);

    Reply revoked = server.as(token, sandbox, "POST", "/revoke");

    assertThat(revoked.status()).isEqualTo(204);
    assertThat(status(token)).isEqualTo(401);
  }

  @Test
  void staysRevokedAfterARestart() {
    String other = server.token(sandbox, ADA);
    server.as(token, sandbox, "POST", "/revoke");

    server.restart();

    assertThat(status(token)).isEqualTo(401);
    assertThat(status(other)).isEqualTo(204);
  }

  @Test
  void recordsWhyItEnded() {
    var headers =
        Map.of("Authorization", "Bearer " + token, "x-dyn-logout-reason", "device-revoked");

    server.client(sandbox, "POST", "/revoke", null, headers);

    String reason =
        server
            .store()
            .read(tx -> tx.one("SELECT revoke_reason FROM session", r -> r.text("revoke_reason")))
            .orElseThrow();
    assertThat(reason).isEqualTo("device-revoked");
  }

  @Test
  void canBeLeftWithATokenThatHasExpired() {
    server.clock.pass(Duration.ofHours(3));

    Reply revoked = server.as(token, sandbox, "POST", "/revoke");

    assertThat(revoked.status()).isEqualTo(204);
    assertThat(server.as(token, sandbox, "POST", "/revoke").status()).isEqualTo(204);
    assertThat(server.as("not.a.token", sandbox, "POST", "/revoke").status()).isEqualTo(401);
  }

  @Test
  void isRefreshedWithTokensThatLastLonger() {
    server.clock.pass(Duration.ofHours(1));

    Reply reply = server.as(token, sandbox, "POST", "/refresh");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("/user/email")).isEqualTo(ADA);
    assertThat(reply.text("minifiedJwt")).isNotEqualTo(token);
    assertThat(Instant.ofEpochSecond(reply.body().path("expiresAt").longValue()))
        .isEqualTo(server.clock.instant().plus(Duration.ofHours(2)));
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void isNotRefreshedOnceItWasRevokedOrHasExpired() {
    String other = server.token(sandbox, ADA);
    server.as(token, sandbox, "POST", "/revoke");

    assertThat(server.as(token, sandbox, "POST", "/refresh").status()).isEqualTo(401);
    server.clock.pass(Duration.ofHours(2));
    assertThat(server.as(other, sandbox, "POST", "/refresh").status()).isEqualTo(401);
  }

  @Test
  void endsThirtyDaysAfterItsSignInHoweverOftenItIsRefreshed() {
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("jwtDuration", Map.of("amount", 20, "unit", "days"))));
    Instant start = server.clock.instant();
    String first = server.token(sandbox, ADA);
    server.clock.pass(Duration.ofDays(19));

    Reply refreshed = server.as(first, sandbox, "POST", "/refresh");

    assertThat(Instant.ofEpochSecond(refreshed.body().path("expiresAt").longValue()))
        .isEqualTo(start.plus(Duration.ofDays(30)));
    server.clock.pass(Duration.ofDays(11));
    assertThat(server.as(refreshed.text("minifiedJwt"), sandbox, "POST", "/refresh").status())
        .isEqualTo(401);
  }

  @Test
  void bindsTheSessionKeyOfTheClient() throws Exception {
    String key = DeviceKeys.fresh().publicHex();
    String verification = server.create(sandbox, ADA);
    var body =
        Map.of("verificationUUID", verification, "verificationToken", server.code(sandbox, ADA));

    Reply reply =
        server.client(
            sandbox,
            "POST",
            "/emailVerifications/signin",
            body,
            Map.of("x-dyn-session-public-key", key));

    var claims = com.nimbusds.jwt.SignedJWT.parse(reply.text("minifiedJwt")).getJWTClaimsSet();
    assertThat(claims.getStringClaim("session_public_key")).isEqualTo(key);
  }

  @Test
  void refusesASessionKeyThatIsNoPoint() {
    String verification = server.create(sandbox, ADA);
    var body =
        Map.of("verificationUUID", verification, "verificationToken", server.code(sandbox, ADA));
    for (String key : new String[] {"", "02", "zz".repeat(33), "04" + "11".repeat(32)}) {
      Reply reply =
          server.client(
              sandbox,
              "POST",
              "/emailVerifications/signin",
              body,
              Map.of("x-dyn-session-public-key", key));
      assertThat(reply.code()).as(key).isEqualTo("invalid_session_public_key");
    }
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void checksTheDeviceSignatureAndSpendsItsNonce() throws Exception {
    DeviceKeys device = DeviceKeys.fresh();
    String nonce = server.client(sandbox, "GET", "/nonces?count=1", null).text("/nonces/0");

    Reply first = answerWith(device.headers(nonce));
    Reply replayed = answerWith(device.headers(nonce));

    assertThat(first.status()).as(first.toString()).isEqualTo(200);
    assertThat(replayed.code()).isEqualTo("invalid_device_signature");
    assertThat(server.count("session")).isEqualTo(2);
  }

  @Test
  void refusesDeviceSignaturesThatDoNotHold() throws Exception {
    DeviceKeys device = DeviceKeys.fresh();
    String nonce = server.client(sandbox, "GET", "/nonce", null).text("nonce");
    String foreign = server.client(server.live(), "GET", "/nonce", null).text("nonce");
    var wrongSignature = device.headers(nonce);
    wrongSignature.put("x-dynamic-device-signed-nonce", "00".repeat(64));
    var incomplete = device.headers(nonce);
    incomplete.remove("x-dynamic-device-nonce");

    for (var headers :
        java.util.List.of(
            wrongSignature,
            incomplete,
            device.headers(foreign),
            device.headers("0".repeat(32)),
            device.headers("not-a-nonce"))) {
      assertThat(answerWith(headers).code()).isEqualTo("invalid_device_signature");
    }
    assertThat(server.count("session")).isEqualTo(1);
    assertThat(server.count("spent_nonce")).isZero();
  }

  @Test
  void refusesANonceAfterADay() throws Exception {
    DeviceKeys device = DeviceKeys.fresh();
    String nonce = server.client(sandbox, "GET", "/nonce", null).text("nonce");
    server.clock.pass(Duration.ofHours(24));

    assertThat(answerWith(device.headers(nonce)).code()).isEqualTo("invalid_device_signature");
  }

  @Test
  void areListedForTheirPersonAndEndedByThem() {
    String other = server.token(sandbox, ADA);
    String stranger = server.token(sandbox, "grace@example.org");
    Reply mine = server.as(token, sandbox, "GET", "/sessions");
    assertThat(mine.body().path("count").intValue()).isEqualTo(2);
    int current = mine.body().at("/sessions/0/isCurrentSession").booleanValue() ? 0 : 1;
    assertThat(mine.body().at("/sessions/" + current + "/isCurrentSession").booleanValue())
        .isTrue();
    String id = mine.text("/sessions/" + (1 - current) + "/id");

    assertThat(server.as(stranger, sandbox, "DELETE", "/sessions/" + id).status()).isEqualTo(404);
    assertThat(server.as(token, server.live(), "DELETE", "/sessions/" + id).status())
        .isEqualTo(401);
    assertThat(status(other)).isEqualTo(204);
    assertThat(server.as(token, sandbox, "DELETE", "/sessions/" + id).status()).isEqualTo(204);

    assertThat(status(other)).isEqualTo(401);
    assertThat(status(token)).isEqualTo(204);
    assertThat(server.count("audit_event WHERE name = 'user.session.revoked'")).isEqualTo(1);
  }

  @Test
  void areEndedAllButOne() {
    String other = server.token(sandbox, ADA);
    String stranger = server.token(sandbox, "grace@example.org");

    assertThat(server.as(token, sandbox, "POST", "/sessions/revokeOthers").status()).isEqualTo(204);

    assertThat(status(token)).isEqualTo(204);
    assertThat(status(other)).isEqualTo(401);
    assertThat(status(stranger)).isEqualTo(204);
  }

  private Reply answerWith(Map<String, String> headers) {
    String verification = server.create(sandbox, ADA);
    var body =
        Map.of("verificationUUID", verification, "verificationToken", server.code(sandbox, ADA));
    return server.client(sandbox, "POST", "/emailVerifications/signin", body, headers);
  }

  private int status(String accessToken) {
    return server.as(accessToken, sandbox, "GET", "/session").status();
  }
}
