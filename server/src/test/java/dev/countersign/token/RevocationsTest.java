package dev.countersign.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The list by which backends that verify offline learn what was revoked.
@ParameterizedClass
@EnumSource(Stores.class)
class RevocationsTest {
  private static final String ADA = "ada@example.org";
  private static final String PATH = "/.well-known/revocations";

  @AutoClose private final TestServer server;
  private final UUID sandbox;

  RevocationsTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
  }

  @Test
  void isEmptySignedAndOfItsOwnType() throws Exception {
    Reply reply = get(Map.of());

    assertThat(reply.header("Content-Type")).contains("application/jwt");
    SignedJWT list = SignedJWT.parse(text(reply));
    assertThat(list.getHeader().getType().getType()).isEqualTo("revocations+jwt");
    assertThat(list.getJWTClaimsSet().getIssuer()).endsWith("/" + sandbox);
    assertThat(list.getJWTClaimsSet().getExpirationTime().toInstant())
        .isAfter(server.clock.instant().plus(Duration.ofHours(1)));
    assertThat(claims(reply).getStringListClaim("sessions")).isEmpty();
    assertThat(server.as(text(reply), sandbox, "GET", "/session").status()).isEqualTo(401);
  }

  @Test
  void namesRevokedSessionsUntilTheirTokensExpire() throws Exception {
    String token = server.token(sandbox, ADA);
    server.token(sandbox, ADA);
    server.as(token, sandbox, "POST", "/revoke");

    assertThat(sessions()).containsExactly(sid(token));
    assertThat(sessionsOf(server.live())).isEmpty();

    server.clock.pass(Duration.ofHours(2));
    assertThat(sessions()).isEmpty();
  }

  @Test
  void namesTheSessionsOfAUserWhoWasDeletedAndSurvivesARestart() throws Exception {
    String token = server.token(sandbox, ADA);
    String userId = server.as(token, sandbox, "GET", "/users").text("id");
    server.admin("DELETE", "/environments/" + sandbox + "/users/" + userId, null);
    server.restart();

    assertThat(sessions()).containsExactly(sid(token));
  }

  @Test
  void cutsOffAllTokensOfAnEnvironmentWithoutNamingThem() throws Exception {
    String token = server.token(sandbox, ADA);
    server.clock.pass(Duration.ofSeconds(5));
    server.admin("POST", "/environments/" + sandbox + "/sessions/revoke", null);
    server.clock.pass(Duration.ofSeconds(5));
    String later = server.token(sandbox, ADA);
    server.as(later, sandbox, "POST", "/revoke");

    JWTClaimsSet claims = claims(get(Map.of()));

    long issued =
        SignedJWT.parse(token).getJWTClaimsSet().getIssueTime().toInstant().getEpochSecond();
    assertThat(claims.getLongClaim("revoked_until")).isEqualTo(issued + 5);
    assertThat(claims.getStringListClaim("sessions")).containsExactly(sid(later));
  }

  @Test
  void namesRevokedKeysAndIsSignedByTheNewOne() throws Exception {
    String old = SignedJWT.parse(server.token(sandbox, ADA)).getHeader().getKeyID();
    server.admin("POST", "/environments/" + sandbox + "/keys/revoke", null);

    JWTClaimsSet claims = claims(get(Map.of()));

    assertThat(claims.getStringListClaim("keys")).containsExactly(old);
  }

  @Test
  void isTheSameBytesUntilItSaysSomethingElse() throws Exception {
    String etag = get(Map.of()).header("ETag").orElseThrow();

    server.restart();
    assertThat(get(Map.of("If-None-Match", etag)).status()).isEqualTo(304);

    String token = server.token(sandbox, ADA);
    server.as(token, sandbox, "POST", "/revoke");
    Thread.sleep(250);
    assertThat(get(Map.of("If-None-Match", etag)).status()).isEqualTo(200);
  }

  @Test
  void answersWhoWaitsWithinASecondOfTheRevocation() throws Exception {
    String token = server.token(sandbox, ADA);
    String etag = get(Map.of()).header("ETag").orElseThrow();
    var waiting =
        CompletableFuture.supplyAsync(
            () -> get(Map.of("If-None-Match", etag, "Prefer", "respond-async, wait=20")));
    Thread.sleep(300);
    assertThat(waiting).isNotDone();

    long revoked = System.nanoTime();
    server.as(token, sandbox, "POST", "/revoke");
    Reply reply = waiting.get(10, TimeUnit.SECONDS);

    assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(2));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(claims(reply).getStringListClaim("sessions")).containsExactly(sid(token));
  }

  @Test
  void letsWhoWaitsGoWhenNothingHappens() {
    String etag = get(Map.of()).header("ETag").orElseThrow();

    Reply reply = get(Map.of("If-None-Match", etag, "Prefer", "wait=1"));

    assertThat(reply.status()).isEqualTo(304);
    assertThat(reply.header("Preference-Applied")).contains("wait");
    assertThat(get(Map.of("Prefer", "wait=9999")).status()).isEqualTo(200);
    assertThat(get(Map.of("If-None-Match", etag, "Prefer", "wait=x")).status()).isEqualTo(304);
  }

  private List<String> sessions() throws Exception {
    return sessionsOf(sandbox);
  }

  private List<String> sessionsOf(UUID environment) throws Exception {
    Thread.sleep(250);
    Reply reply = server.client(environment, "GET", PATH, null);
    return SignedJWT.parse(text(reply)).getJWTClaimsSet().getStringListClaim("sessions");
  }

  /// The claims, once the signature was verified by a published key.
  private JWTClaimsSet claims(Reply reply) throws Exception {
    Reply jwks = server.client(sandbox, "GET", "/.well-known/jwks", null);
    SignedJWT list = SignedJWT.parse(text(reply));
    var key = JWKSet.parse(jwks.body().toString()).getKeyByKeyId(list.getHeader().getKeyID());
    assertThat(list.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    return list.getJWTClaimsSet();
  }

  private Reply get(Map<String, String> headers) {
    return server.client(sandbox, "GET", PATH, null, headers);
  }

  private static String text(Reply reply) {
    return new String(reply.response().body(), java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static String sid(String token) throws Exception {
    return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("sid");
  }
}
