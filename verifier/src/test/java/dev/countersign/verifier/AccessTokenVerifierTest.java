package dev.countersign.verifier;

import static dev.countersign.verifier.InvalidAccessToken.Reason.AUDIENCE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.EXPIRED;
import static dev.countersign.verifier.InvalidAccessToken.Reason.SCOPE;
import static dev.countersign.verifier.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenVerifierTest {
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsWhatTheTokenSays() throws InvalidAccessToken {
    Map<String, Object> claims = server.claims("email", "ada@example.org");
    claims.put("scope", "user:basic other");
    claims.put("metadata", Map.of("tier", "gold"));

    var token = server.verifier().build().verify(Signer.FIRST.token(claims));

    assertThat(token.subject()).isEqualTo("user");
    assertThat(token.sessionId()).isEqualTo("session");
    assertThat(token.environmentId()).isEqualTo(FakeServer.ENVIRONMENT);
    assertThat(token.scopes()).containsExactlyInAnyOrder("user:basic", "other");
    assertThat(token.audience()).containsExactly(FakeServer.SITE);
    assertThat(token.issuedAt()).isEqualTo(server.clock.instant());
    assertThat(token.expiresAt()).isEqualTo(server.clock.instant().plusSeconds(7200));
    assertThat(token.email()).isEqualTo("ada@example.org");
    assertThat(token.claims()).containsEntry("metadata", Map.of("tier", "gold"));
    assertThat(token.toString()).doesNotContain("ada");
    assertThatThrownBy(() -> token.claims().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void readsAnAudienceInAnArrayAndATokenWithoutAnAddress() throws InvalidAccessToken {
    var claims = server.claims("aud", List.of("https://other.example.org", FakeServer.SITE));

    var token = server.verifier().build().verify(Signer.FIRST.token(claims));

    assertThat(token.audience()).hasSize(2);
    assertThat(token.email()).isNull();
  }

  @Test
  void allowsOtherClocksAMinuteAndExpiryNone() throws InvalidAccessToken {
    var verifier = server.verifier().build();
    long now = server.clock.seconds();

    verifier.verify(Signer.FIRST.token(server.claims("iat", now + 60)));
    verifier.verify(Signer.FIRST.token(server.claims("nbf", now + 60)));
    String token = Signer.FIRST.token(server.claims("exp", now + 1));
    verifier.verify(token);

    server.clock.pass(Duration.ofSeconds(1));
    assertRefused(verifier, token, EXPIRED);
    var lenient = server.verifier().acceptExpiredFor(Duration.ofSeconds(30)).build();
    server.clock.pass(Duration.ofSeconds(29));
    lenient.verify(token);
    server.clock.pass(Duration.ofSeconds(1));
    assertRefused(lenient, token, EXPIRED);
  }

  @Test
  void relaxesOnlyWhatItIsToldTo() throws InvalidAccessToken {
    String idToken = Signer.FIRST.token(server.claims("token_use", "id"));
    String incomplete = Signer.FIRST.token(server.claims("scope", "userDataForm"));
    String elsewhere = Signer.FIRST.token(server.claims("aud", "https://other.example.org"));
    var anywhere =
        AccessTokenVerifier.of(server.baseUrl(), FakeServer.ENVIRONMENT)
            .clock(server.clock)
            .anyAudience()
            .build();
    var withoutScope = server.verifier().withoutScope().build();
    var idTokens = server.verifier().acceptIdTokens().build();

    assertThat(idTokens.verify(idToken).subject()).isEqualTo("user");
    assertThat(withoutScope.verify(incomplete).scopes()).containsExactly("userDataForm");
    assertThat(anywhere.verify(elsewhere).subject()).isEqualTo("user");

    assertRefused(idTokens, incomplete, SCOPE);
    assertRefused(withoutScope, elsewhere, AUDIENCE);
    assertRefused(anywhere, incomplete, SCOPE);
    var more = server.verifier().scope("other").build();
    assertRefused(more, Signer.FIRST.token(server.claims()), SCOPE);
    more.verify(Signer.FIRST.token(server.claims("scope", "other user:basic")));
  }

  @Test
  void mustBeToldTheAudienceAndNothingContrary() {
    var unsaid = AccessTokenVerifier.of(server.baseUrl(), FakeServer.ENVIRONMENT);
    for (var builder :
        List.of(
            unsaid,
            server.verifier().anyAudience(),
            server.verifier().tolerateMissingRevocations())) {
      assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> unsaid.acceptExpiredFor(Duration.ofSeconds(61)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> unsaid.keepKeysInOutage(Duration.ofDays(8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> unsaid.keepKeysInOutage(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://auth.example.org",
        "http://localhost.example.org",
        "ftp://auth.example.org",
        "auth.example.org",
        "https://auth.example.org/path",
        "https://user@auth.example.org",
        "https://auth.example.org?x",
        "https://auth.example.org#x"
      })
  void refusesABaseUrlThatIsNotSafeOrNotBare(String url) {
    assertThatThrownBy(() -> AccessTokenVerifier.of(URI.create(url), FakeServer.ENVIRONMENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sandbox", "../x", "15917FBA-CE7B-4227-9F31-428B75C2F4C2"})
  void refusesAnEnvironmentThatIsNoUuid(String id) {
    var base = URI.create("https://auth.example.org");
    assertThatThrownBy(() -> AccessTokenVerifier.of(base, id))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheIssuerAsTheServerDoes() {
    String id = FakeServer.ENVIRONMENT;
    for (String same : List.of("https://Auth.example.org:443/", "HTTPS://auth.example.org")) {
      assertThat(Issuer.of(URI.create(same), id).name()).isEqualTo("auth.example.org/" + id);
    }
    var issuer = Issuer.of(URI.create("https://auth.example.org:8443"), id);
    assertThat(issuer.name()).isEqualTo("auth.example.org:8443/" + id);
    assertThat(issuer.jwks())
        .hasToString("https://auth.example.org:8443/api/v0/sdk/" + id + "/.well-known/jwks");
    assertThat(Issuer.of(URI.create("http://[::1]:8080"), id).name()).isEqualTo("[::1]:8080/" + id);
  }

  @Test
  void asksTheServerForNothingBeforeTheFirstToken() {
    server.verifier().build();

    assertThat(server.keyFetches).hasValue(0);
    assertThat(server.listFetches).hasValue(0);
    assertThat(server.clock.instant()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
  }
}
