package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestIssuer;
import dev.countersign.support.TestJwt;
import dev.countersign.support.TestServer;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A team's own users sign in by the tokens they have already.
@ParameterizedClass
@EnumSource(Stores.class)
class ExternalAuthTest {
  private static final String APP = "https://app.example.org";
  private static final String EMAIL = "ada@example.org";

  @AutoClose private final TestIssuer issuer = new TestIssuer();
  @AutoClose private final TestServer server;
  private final UUID sandbox;

  ExternalAuthTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    trust(Map.of());
  }

  @Test
  void signsInAndAgainAsTheSameUser() throws Exception {
    Reply reply = signIn(ada());

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode credential = reply.body().at("/user/verifiedCredentials/0");
    assertThat(credential.path("format").asString()).isEqualTo("externalUser");
    assertThat(credential.path("public_identifier").asString()).isEqualTo("ada");
    assertThat(credential.path("externalUserId").asString()).isEqualTo("ada");
    assertThat(credential.path("externalIssuer").asString()).isEqualTo(TestIssuer.NAME);
    var claims = SignedJWT.parse(reply.text("minifiedJwt")).getJWTClaimsSet();
    assertThat(claims.getStringListClaim("amr")).containsExactly("fed");
    assertThat(claims.getJSONObjectClaim("verifiedCredentialsHashes")).containsKey("externalUser");
    assertThat(signIn(ada()).text("/user/id")).isEqualTo(reply.text("/user/id"));
    assertThat(signIn(token("bob")).text("/user/id")).isNotEqualTo(reply.text("/user/id"));
  }

  @Test
  void takesEachAlgorithmOfTheList() {
    record Key(String kid, KeyPair pair) {}
    var rsa = new Key("rsa", TestIssuer.RSA);
    var keys = new HashMap<String, Key>();
    for (String name : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")) {
      keys.put(name, rsa);
    }
    keys.put("ES256", new Key("p256", TestIssuer.P256));
    keys.put("ES384", new Key("p384", TestIssuer.P384));
    keys.put("ES512", new Key("p521", TestIssuer.P521));
    keys.put("EdDSA", new Key("ed", TestIssuer.ED25519));
    keys.forEach(
        (name, key) -> {
          TestJwt jwt = ada().by(name, key.kid(), key.pair().getPrivate());
          assertThat(signIn(jwt).status()).as(name).isEqualTo(200);
        });
  }

  @Test
  void endsTheSessionWithTheTokenHoweverOftenItIsRefreshed() throws Exception {
    long end = now() + 600;
    Reply reply = signIn(ada().claim("exp", end));
    String token = reply.text("minifiedJwt");

    assertThat(reply.body().path("expiresAt").longValue()).isEqualTo(end);
    for (int minute = 0; minute < 9; minute++) {
      server.clock.pass(Duration.ofMinutes(1));
      Reply refreshed = server.as(token, sandbox, "POST", "/refresh");
      assertThat(refreshed.body().path("expiresAt").longValue()).isEqualTo(end);
      token = refreshed.text("minifiedJwt");
      var claims = SignedJWT.parse(token).getJWTClaimsSet();
      assertThat(claims.getExpirationTime().toInstant().getEpochSecond()).isEqualTo(end);
      assertThat(claims.getLongClaim("refreshExp")).isEqualTo(end);
    }
    server.clock.pass(Duration.ofMinutes(1));
    assertThat(server.as(token, sandbox, "GET", "/users").status()).isEqualTo(401);
    assertThat(server.as(token, sandbox, "POST", "/refresh").status()).isEqualTo(401);
  }

  @Test
  void signsInAnewByTheCallersOwnTokenAndEndsTheSessionBefore() {
    Reply first = signIn(ada().claim("exp", now() + 60));

    Reply second = signIn(ada(), first.text("minifiedJwt"));

    assertThat(second.text("/user/id")).isEqualTo(first.text("/user/id"));
    assertThat(second.text("/user/sessionId")).isNotEqualTo(first.text("/user/sessionId"));
    assertThat(second.body().path("expiresAt").longValue()).isEqualTo(now() + 3600);
    assertThat(server.as(first.text("minifiedJwt"), sandbox, "GET", "/users").status())
        .isEqualTo(401);
    assertThat(signIn(ada(), first.text("minifiedJwt")).status()).isEqualTo(200);
  }

  @Test
  void linksToTheAccountOfTheCaller() {
    String token = server.token(sandbox, EMAIL);
    String before = server.as(token, sandbox, "GET", "/users").text("id");

    Reply linked = signIn(ada(), token);

    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(linked.text("/user/id")).isEqualTo(before);
    assertThat(formats(linked)).containsExactlyInAnyOrder("email", "externalUser");
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(signIn(ada()).code()).isEqualTo("credential_not_enabled_for_sign_in");
  }

  @Test
  void leavesASessionThatAnotherCredentialOpened() {
    set(Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
    Reply byEmail = server.signIn(sandbox, EMAIL);
    signIn(ada(), byEmail.text("minifiedJwt"));

    Reply again = signIn(ada().claim("exp", now() + 60), byEmail.text("minifiedJwt"));

    assertThat(again.text("/user/sessionId")).isEqualTo(byEmail.text("/user/sessionId"));
    assertThat(again.body().path("expiresAt")).isEqualTo(byEmail.body().path("expiresAt"));
    assertThat(server.as(byEmail.text("minifiedJwt"), sandbox, "GET", "/users").status())
        .isEqualTo(200);
  }

  @Test
  void offersToMergeTheAccountThatATokenOpensAndMovesNothing() {
    String other = signIn(ada()).text("/user/id");
    String token = server.token(sandbox, EMAIL);

    Reply refused = signIn(ada(), token);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("merge_accounts_confirmation");
    assertThat(signIn(ada()).text("/user/id")).isEqualTo(other);
    Reply merged = server.as(token, sandbox, "POST", "/users/merge");
    assertThat(formats(merged)).containsExactlyInAnyOrder("email", "externalUser");
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void neverMovesATokensCredentialFromAnAccountWithMoreWaysIn() {
    set(
        Map.of(
            "security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true)),
            "sdk", Map.of("confirmWalletTransfers", false)));
    String owner = server.token(sandbox, "grace@example.org");
    String id = signIn(ada(), owner).text("/user/id");
    String token = server.token(sandbox, EMAIL);

    Reply refused = signIn(ada(), token);

    assertThat(refused.code()).isEqualTo("merge_accounts_invalid");
    assertThat(signIn(ada()).text("/user/id")).isEqualTo(id);
    assertThat(formats(server.as(token, sandbox, "POST", "/refresh"))).containsExactly("email");
  }

  @Test
  void takesAStaleCallerForAStranger() {
    Reply reply = signIn(ada(), "not.a.token");

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  @Test
  void makesAnEmailCredentialOfAVerifiedClaim() {
    Reply reply = signIn(ada().claim("email", "Ada@Example.org").claim("email_verified", true));

    assertThat(formats(reply)).containsExactlyInAnyOrder("email", "externalUser");
    assertThat(reply.text("/user/email")).isEqualTo(EMAIL);
    String last = reply.text("/user/lastVerifiedCredentialId");
    for (JsonNode one : reply.body().at("/user/verifiedCredentials")) {
      boolean external = one.path("format").asString().equals("externalUser");
      assertThat(one.path("signInEnabled").booleanValue()).isEqualTo(external);
      if (external) assertThat(one.path("id").asString()).isEqualTo(last);
    }
    Reply again = signIn(ada().claim("email", EMAIL).claim("email_verified", true));
    assertThat(formats(again)).hasSize(2);
  }

  @Test
  void makesOneUserOfADozenFirstSignInsAtOnce() throws Exception {
    TestJwt jwt = ada().claim("email", EMAIL).claim("email_verified", true);
    Callable<Integer> first = () -> signIn(jwt).status();

    try (var dozen = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : dozen.invokeAll(Stream.generate(() -> first).limit(12).toList())) {
        assertThat(one.get()).isEqualTo(200);
      }
    }
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(server.count("credential")).isEqualTo(2);
    assertThat(server.count("session")).isEqualTo(12);
  }

  @Test
  void makesNoneOfAClaimThatIsNotVerified() {
    for (Object no : new Object[] {false, "false", "yes", 1, List.of(true)}) {
      trust(Map.of("assumeEmailVerified", true));
      assertThat(formats(signIn(ada().claim("email", EMAIL).claim("email_verified", no))))
          .as("" + no)
          .containsExactly("externalUser");
      assertThat(formats(signIn(ada().claim("email", EMAIL).claim("emailVerified", no))))
          .as("" + no)
          .containsExactly("externalUser");
    }
    var both = ada().claim("email", EMAIL).claim("email_verified", true);
    assertThat(formats(signIn(both.claim("emailVerified", false)))).hasSize(1);
    trust(Map.of("assumeEmailVerified", false));
    Reply unsaid = signIn(ada().claim("email", EMAIL));
    assertThat(formats(unsaid)).containsExactly("externalUser");
    assertThat(unsaid.body().at("/user/email").isMissingNode()).isTrue();
    assertThat(formats(signIn(ada().claim("email", "ada").claim("email_verified", true))))
        .containsExactly("externalUser");
  }

  @Test
  void assumesThatAnAddressIsVerifiedWhereTheOperatorSaysSo() {
    trust(Map.of("assumeEmailVerified", true));

    assertThat(formats(signIn(ada().claim("email", EMAIL)))).contains("email");
  }

  /// The identity is issuer and subject; whoever holds an address keeps it.
  @Test
  void opensNobodysAccountByAnAddressAndTakesNoneAway() {
    set(Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
    Reply owner = server.signIn(sandbox, EMAIL);

    Reply reply = signIn(ada().claim("email", EMAIL).claim("email_verified", true));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("/user/id")).isNotEqualTo(owner.text("/user/id"));
    assertThat(formats(reply)).containsExactly("externalUser");
    assertThat(server.signIn(sandbox, EMAIL).text("/user/id")).isEqualTo(owner.text("/user/id"));
  }

  @Test
  void tellsPeopleOfTwoIssuersApart() {
    String second = "https://second.example.org";
    String keys = TestIssuer.set(TestIssuer.jwk("p256", TestIssuer.P256));
    trust(Map.of("issuers", List.of(Map.of("iss", second, "publicKeys", keys, "aud", "ours"))));
    var theirs = ada().by("ES256", "p256", TestIssuer.P256.getPrivate()).claim("iss", second);

    assertThat(signIn(theirs).code()).isEqualTo("invalid_external_auth");
    Reply reply = signIn(theirs.claim("aud", "ours"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(signIn(ada()).text("/user/id")).isNotEqualTo(reply.text("/user/id"));
    Reply crossed = signIn(ada().claim("iss", second).claim("aud", "ours"));
    assertThat(crossed.code()).isEqualTo("invalid_external_auth");
    JsonNode shown =
        server.client(sandbox, "GET", "/settings", null).body().at("/security/externalAuth");
    assertThat(shown.has("issuers") || shown.has("publicKeys")).isFalse();
  }

  @Test
  void verifiesByAKeyThatWasWrittenDown() {
    String body =
        java.util.Base64.getMimeEncoder().encodeToString(TestIssuer.P384.getPublic().getEncoded());
    String pem = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    trust(Map.of("publicKeys", pem));

    var jwt = ada().by("ES384", "whatever", TestIssuer.P384.getPrivate());
    assertThat(signIn(jwt).status()).isEqualTo(200);
    assertThat(signIn(jwt.header("kid", null)).status()).isEqualTo(200);
    assertThat(signIn(ada()).code()).isEqualTo("invalid_external_auth");
    assertThat(issuer.fetches).hasValue(0);
  }

  @Test
  void isAnotherUserInAnotherEnvironment() {
    UUID live = server.live();
    assertThat(server.client(live, "POST", "/externalAuth/signin", jwt(ada())).code())
        .isEqualTo("invalid_external_auth");
    server.admin("POST", "/environments/" + live + "/origins", Map.of("origin", APP));
    server.admin(
        "PUT",
        "/environments/" + live,
        Map.of("security", Map.of("externalAuth", issuer.settings())));

    var headers = Map.of("Origin", APP);
    Reply reply = server.client(live, "POST", "/externalAuth/signin", jwt(ada()), headers);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.text("/user/id")).isNotEqualTo(signIn(ada()).text("/user/id"));
  }

  @Test
  void readsTheTokenFromTheIssuersCookieForAPageOfTheOperators() {
    trust(Map.of("cookieName", "team"));
    server.admin("POST", "/environments/" + sandbox + "/origins", Map.of("origin", APP));
    String cookie = "team=" + ada().compact();

    assertThat(posted(Map.of("Cookie", cookie, "Origin", APP)).status()).isEqualTo(200);
    assertThat(posted(Map.of("Cookie", cookie, "Origin", "https://evil.example")).status())
        .isEqualTo(403);
    assertThat(posted(Map.of("Cookie", cookie)).code()).isEqualTo("origin_not_allowed");
    assertThat(posted(Map.of("Cookie", "other" + cookie, "Origin", APP)).code())
        .isEqualTo("invalid_external_auth");
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void isOffUntilItIsSwitchedOnThoughTheCheckerAnswers() {
    trust(Map.of("enabled", false));

    assertThat(signIn(ada()).code()).isEqualTo("invalid_external_auth");
    Reply checked = check(ada().compact());
    assertThat(checked.body().path("valid").booleanValue()).isTrue();
    assertThat(checked.body().has("errors")).isFalse();
    assertThat(server.count("end_user")).isZero();
    var nowhere = "/environments/" + server.live() + "/externalJwt/check";
    Reply unset = server.admin("POST", nowhere, Map.of("encodedJwt", ada().compact()));
    assertThat(unset.text("/errors/0")).startsWith("settings: ");
    assertThat(server.admin("POST", nowhere, Map.of()).status()).isEqualTo(400);
  }

  @Test
  void saysThatTheIssuerIsOutOfReachAndDoesNothing() {
    issuer.status = 500;

    Reply reply = signIn(ada());

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("external_auth_unavailable");
    assertThat(server.count("end_user")).isZero();
    assertThat(check(ada().compact()).text("/errors/0")).isEqualTo("jwks: status 500");
    assertThat(signIn(ada().claim("exp", 1)).code()).isEqualTo("invalid_external_auth");
  }

  private void trust(Map<String, Object> more) {
    var auth = new HashMap<>(issuer.settings());
    auth.putAll(more);
    set(Map.of("security", Map.of("externalAuth", auth)));
  }

  private void set(Map<String, Object> change) {
    Reply changed = server.admin("PUT", "/environments/" + sandbox, change);
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
  }

  private TestJwt ada() {
    return token("ada");
  }

  private TestJwt token(String subject) {
    return TestJwt.of(subject, server.clock.instant());
  }

  private Reply signIn(TestJwt jwt) {
    return server.client(sandbox, "POST", "/externalAuth/signin", jwt(jwt));
  }

  private Reply signIn(TestJwt jwt, String bearer) {
    return server.as(bearer, sandbox, "POST", "/externalAuth/signin", jwt(jwt));
  }

  private Reply posted(Map<String, String> headers) {
    return server.client(sandbox, "POST", "/externalAuth/signin", Map.of(), headers);
  }

  private Reply check(String token) {
    String path = "/environments/" + sandbox + "/externalJwt/check";
    return server.admin("POST", path, Map.of("encodedJwt", token));
  }

  private long now() {
    return server.clock.instant().getEpochSecond();
  }

  private static Map<String, String> jwt(TestJwt jwt) {
    return Map.of("jwt", jwt.compact());
  }

  private static List<String> formats(Reply reply) {
    return reply.body().at("/user/verifiedCredentials").values().stream()
        .map(one -> one.path("format").asString())
        .toList();
  }
}
