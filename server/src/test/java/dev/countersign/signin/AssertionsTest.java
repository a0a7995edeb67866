package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestIssuer;
import dev.countersign.support.TestJwt;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A server of the team's says what its person may do for a moment.
@ParameterizedClass
@EnumSource(Stores.class)
class AssertionsTest {
  @AutoClose private final TestIssuer issuer = new TestIssuer();
  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String ada;

  AssertionsTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("externalAuth", issuer.settings())));
    ada = signedIn("ada");
  }

  @Test
  void isGoodForOneElevatedToken() throws Exception {
    Reply reply = elevate(ada, assertion("credential:unlink credential:link"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    var jwt = SignedJWT.parse(reply.text("elevatedAccessToken"));
    var claims = jwt.getJWTClaimsSet();
    var session = SignedJWT.parse(ada).getJWTClaimsSet();
    assertThat(jwt.getHeader().getKeyID()).isEqualTo(SignedJWT.parse(ada).getHeader().getKeyID());
    assertThat(claims.getStringClaim("scope")).isEqualTo("credential:link credential:unlink");
    assertThat(claims.getBooleanClaim("singleUse")).isFalse();
    assertThat(claims.getSubject()).isEqualTo(session.getSubject());
    assertThat(claims.getStringClaim("sid")).isEqualTo(session.getStringClaim("sid"));
    assertThat(claims.getExpirationTime().toInstant().getEpochSecond()).isEqualTo(now() + 120);
    String elevated = reply.text("elevatedAccessToken");
    assertThat(server.as(elevated, sandbox, "GET", "/users").status()).isEqualTo(401);
  }

  @Test
  void givesAWalletsTokenForOneUseAndFiveMinutes() throws Exception {
    Reply reply = elevate(ada, assertion("wallet:export").claim("exp", now() + 600));

    var claims = SignedJWT.parse(reply.text("elevatedAccessToken")).getJWTClaimsSet();
    assertThat(claims.getBooleanClaim("singleUse")).isTrue();
    assertThat(claims.getExpirationTime().toInstant().getEpochSecond()).isEqualTo(now() + 300);
  }

  @Test
  void isSpentOnceOfADozenAtOnce() throws Exception {
    TestJwt assertion = assertion("user:update");
    Callable<Integer> use = () -> elevate(ada, assertion).status();

    try (var dozen = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> uses = dozen.invokeAll(Stream.generate(() -> use).limit(12).toList());
      int won = 0;
      for (var one : uses) if (one.get() == 200) won++;
      assertThat(won).isEqualTo(1);
    }
    assertThat(server.count("spent_assertion")).isEqualTo(1);
    server.clock.pass(Duration.ofMinutes(2));
    server.tidy();
    assertThat(server.count("spent_assertion")).isZero();
    refused(ada, assertion);
  }

  @Test
  void refusesWhatIsNoAssertionAboutTheCaller() {
    refused(ada, assertion("credential:link").claim("jti", null));
    refused(ada, assertion("credential:link").claim("jti", ""));
    refused(ada, assertion("credential:link").claim("jti", 7));
    refused(ada, assertion("credential:link").claim("jti", "a".repeat(256)));
    refused(ada, assertion("credential:link").claim("scope", null));
    refused(ada, assertion("").claim("scope", List.of("credential:link")));
    refused(ada, assertion(""));
    refused(ada, assertion("openid profile"));
    refused(ada, assertion("credential:link openid"));
    refused(ada, assertion("credential:link  user:update"));
    refused(ada, assertion("console:settings:update"));
    refused(ada, assertion("credential:link").claim("exp", now() + 601));
    refused(ada, assertion("credential:link").claim("exp", now()));
    refused(ada, assertion("credential:link").claim("exp", null));
    refused(ada, assertion("credential:link").claim("sub", "bob"));
    refused(signedIn("bob"), assertion("credential:link"));
    refused(server.token(sandbox, "ada@example.org"), assertion("credential:link"));
    refused(ada, assertion("credential:link").signed("RS256", TestIssuer.rsa(2048).getPrivate()));
    assertThat(elevate("not.a.token", assertion("credential:link")).status()).isEqualTo(401);
    assertThat(server.count("spent_assertion")).isZero();
  }

  private void refused(String caller, TestJwt assertion) {
    Reply reply = elevate(caller, assertion);

    assertThat(reply.status()).as(assertion.claimsJson() + " " + reply).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("invalid_external_auth");
    assertThat(reply.body().has("elevatedAccessToken")).isFalse();
  }

  private Reply elevate(String caller, TestJwt assertion) {
    var body = Map.of("jwt", assertion.compact());
    return server.as(caller, sandbox, "POST", "/externalAuth/verify", body);
  }

  private TestJwt assertion(String scope) {
    return TestJwt.of("ada", server.clock.instant())
        .claim("jti", "assertion-1")
        .claim("scope", scope)
        .claim("exp", now() + 120);
  }

  private String signedIn(String subject) {
    var jwt = TestJwt.of(subject, server.clock.instant()).compact();
    return server
        .client(sandbox, "POST", "/externalAuth/signin", Map.of("jwt", jwt))
        .text("minifiedJwt");
  }

  private long now() {
    return server.clock.instant().getEpochSecond();
  }
}
