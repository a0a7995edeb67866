package dev.countersign.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the tokens say, that a stranger's library verifies them, and that nothing else passes.
@ParameterizedClass
@EnumSource(Stores.class)
class AccessTokenTest {
  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final Reply signedIn;
  private final String access;
  private final String id;

  AccessTokenTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    signedIn = server.signIn(sandbox, "ada@example.org");
    access = signedIn.text("minifiedJwt");
    id = signedIn.text("jwt");
  }

  @Test
  void verifiesWithNimbusFromTheJwksUrl() throws Exception {
    for (String path : new String[] {"jwks", "jwks.json"}) {
      assertThat(nimbus(path).process(access, null).getSubject())
          .isEqualTo(signedIn.text("/user/id"));
      assertThat(nimbus(path).process(id, null).getSubject()).isEqualTo(signedIn.text("/user/id"));
    }
  }

  @Test
  void saysWhoWhereAndUntilWhen() throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(access).getJWTClaimsSet();

    assertThat(claims.getIssuer())
        .isEqualTo(URI.create(server.origin()).getAuthority() + "/" + sandbox);
    assertThat(claims.getAudience()).containsExactly(server.origin());
    assertThat(claims.getStringClaim("sid")).isEqualTo(signedIn.text("/user/sessionId"));
    assertThat(claims.getStringClaim("scope")).isEqualTo("user:basic");
    assertThat(claims.getStringClaim("environment_id")).isEqualTo(sandbox.toString());
    assertThat(claims.getStringClaim("token_use")).isEqualTo("access");
    assertThat(claims.getStringListClaim("amr")).containsExactly("otp");
    assertThat(claims.getStringClaim("kid"))
        .isEqualTo(SignedJWT.parse(access).getHeader().getKeyID());
    assertThat(claims.getStringClaim("last_verified_credential_id"))
        .isEqualTo(signedIn.text("/user/lastVerifiedCredentialId"));
    Duration life =
        Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    assertThat(life).isEqualTo(Duration.ofHours(2));
    assertThat(claims.getExpirationTime().toInstant().getEpochSecond())
        .isEqualTo(signedIn.body().path("expiresAt").longValue());
  }

  @Test
  void tellsAllOfThePersonInTheIdTokenOnly() throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(id).getJWTClaimsSet();

    assertThat(claims.getStringClaim("token_use")).isEqualTo("id");
    assertThat(claims.getListClaim("verified_credentials")).hasSize(1);
    assertThat(claims.getJSONObjectClaim("verified_account")).containsEntry("format", "email");
    assertThat(claims.getListClaim("lists")).isEmpty();
    assertThat(claims.getBooleanClaim("new_user")).isTrue();
    assertThat(SignedJWT.parse(access).getJWTClaimsSet().getClaims())
        .doesNotContainKeys("verified_credentials", "metadata");
  }

  @Test
  void livesAsLongAsTheEnvironmentSays() throws Exception {
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("jwtDuration", Map.of("amount", 30, "unit", "days"))));

    JWTClaimsSet claims =
        SignedJWT.parse(server.token(sandbox, "bob@example.org")).getJWTClaimsSet();

    Duration life =
        Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    assertThat(life).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void refusesTheIdTokenAsAnAccessToken() {
    assertUnauthorized(id);
  }

  @Test
  void refusesATokenAtItsExpiry() {
    server.clock.pass(Duration.ofHours(2).minusSeconds(1));
    assertThat(server.as(access, sandbox, "GET", "/session").status()).isEqualTo(204);

    server.clock.pass(Duration.ofSeconds(1));

    assertUnauthorized(access);
  }

  @Test
  void refusesATokenOfAnotherEnvironment() {
    UUID other = server.project().getOrDefault(dev.countersign.environment.Kind.SANDBOX, sandbox);

    Reply reply = server.as(access, other, "GET", "/users");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("unauthorized");
  }

  @Test
  void refusesEveryOtherAlgorithm() throws Exception {
    SignedJWT genuine = SignedJWT.parse(access);
    JWTClaimsSet claims = genuine.getJWTClaimsSet();
    String kid = genuine.getHeader().getKeyID();
    byte[] jwks = server.client(sandbox, "GET", "/.well-known/jwks", null).response().body();

    var hmac = new SignedJWT(header(JWSAlgorithm.HS256, kid), claims);
    hmac.sign(new MACSigner(jwks));
    var strangers = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var foreign = new SignedJWT(header(JWSAlgorithm.RS256, kid), claims);
    foreign.sign(new RSASSASigner(strangers.getPrivate()));
    var stronger = new SignedJWT(header(JWSAlgorithm.RS512, kid), claims);
    stronger.sign(new RSASSASigner(strangers.getPrivate()));

    assertUnauthorized(hmac.serialize());
    assertUnauthorized(foreign.serialize());
    assertUnauthorized(stronger.serialize());
    for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
      String header = base64("{\"alg\":\"" + none + "\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}");
      assertUnauthorized(header + "." + access.split("\\.", -1)[1] + ".");
      assertUnauthorized(
          header + "." + access.split("\\.", -1)[1] + "." + access.split("\\.", -1)[2]);
    }
  }

  @Test
  void refusesAKeyThatTheTokenBrings() throws Exception {
    String kid = SignedJWT.parse(access).getHeader().getKeyID();
    for (String extra :
        new String[] {
          ",\"jku\":\"https://evil.example.org\"",
          ",\"crit\":[\"exp\"]",
          ",\"x5u\":\"a\"",
          ",\"jwk\":{}",
          ",\"kid\":\"" + kid + "\""
        }) {
      String header =
          base64("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"" + extra + "}");
      assertUnauthorized(
          header + "." + access.split("\\.", -1)[1] + "." + access.split("\\.", -1)[2]);
    }
  }

  @Test
  void refusesEveryChangedCharacter() {
    for (int at = 0; at < access.length(); at += 41) {
      char changed = access.charAt(at) == 'A' ? 'B' : 'A';
      if (access.charAt(at) == '.') continue;
      String tampered = access.substring(0, at) + changed + access.substring(at + 1);
      assertUnauthorized(tampered);
    }
    assertUnauthorized(access + "=");
    assertUnauthorized(access + ".x");
    assertUnauthorized("x".repeat(14_000));
    assertUnauthorized("..");
  }

  @Test
  void endsWithTheOriginItWasMadeOutTo() {
    UUID live = server.live();
    String path = "/environments/" + live + "/origins";
    String site = "https://app.example.org";
    String originId = server.admin("POST", path, Map.of("origin", site)).text("/origin/id");
    var from = Map.of("Origin", site);
    var create = Map.of("email", "eve@example.org");
    String verification =
        server
            .client(live, "POST", "/emailVerifications/create", create, from)
            .text("verificationUUID");
    var answer =
        Map.of(
            "verificationUUID",
            verification,
            "verificationToken",
            server.code(live, "eve@example.org"));
    String token =
        server.client(live, "POST", "/emailVerifications/signin", answer, from).text("minifiedJwt");
    assertThat(server.as(token, live, "GET", "/session").status()).isEqualTo(204);

    server.admin("DELETE", "/origins/" + originId, null);

    assertThat(server.as(token, live, "GET", "/session").status()).isEqualTo(401);
  }

  @Test
  void publishesTheKeySetWithATagThatCachesCanAskBy() {
    Reply reply = server.client(sandbox, "GET", "/.well-known/jwks", null);

    assertThat(reply.text("/keys/0/alg")).isEqualTo("RS256");
    assertThat(reply.text("/keys/0/use")).isEqualTo("sig");
    assertThat(reply.text("/keys/0/kty")).isEqualTo("RSA");
    assertThat(reply.body().path("keys")).hasSize(1);
    assertThat(reply.body().at("/keys/0").has("d")).isFalse();
    assertThat(reply.header("Cache-Control").orElseThrow()).contains("max-age=600");
    var asked = Map.of("If-None-Match", reply.header("ETag").orElseThrow());
    Reply again = server.client(sandbox, "GET", "/.well-known/jwks.json", null, asked);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.response().body()).isEmpty();
  }

  @Test
  void givesEachEnvironmentAKeyOfItsOwn() {
    Reply one = server.client(server.sandbox(), "GET", "/.well-known/jwks", null);
    Reply other = server.client(server.live(), "GET", "/.well-known/jwks", null);

    assertThat(one.text("/keys/0/n")).isNotEqualTo(other.text("/keys/0/n"));
    Reply shown = server.admin("GET", "/environments/" + sandbox + "/keys", null);
    assertThat(shown.text("/key/id")).isEqualTo(one.text("/keys/0/kid"));
    byte[] pem = Base64.getDecoder().decode(shown.text("/key/publicKey"));
    assertThat(new String(pem, StandardCharsets.UTF_8)).startsWith("-----BEGIN PUBLIC KEY-----");
  }

  private DefaultJWTProcessor<SecurityContext> nimbus(String path) throws Exception {
    var url =
        URI.create(server.origin() + "/api/v0/sdk/" + sandbox + "/.well-known/" + path).toURL();
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256, JWKSourceBuilder.<SecurityContext>create(url).build()));
    return processor;
  }

  private void assertUnauthorized(String token) {
    Reply reply = server.as(token, sandbox, "GET", "/users");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("unauthorized");
    assertThat(reply.header("WWW-Authenticate").orElseThrow()).contains("invalid_token");
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
    return new JWSHeader.Builder(algorithm).keyID(kid).type(JOSEObjectType.JWT).build();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
