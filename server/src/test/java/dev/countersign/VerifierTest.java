package dev.countersign;

import static dev.countersign.verifier.InvalidAccessToken.Reason.AUDIENCE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.EXPIRED;
import static dev.countersign.verifier.InvalidAccessToken.Reason.REVOCATIONS_UNAVAILABLE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.REVOKED;
import static dev.countersign.verifier.InvalidAccessToken.Reason.TYPE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import dev.countersign.verifier.AccessTokenVerifier;
import dev.countersign.verifier.AccessTokenVerifierBuilder;
import dev.countersign.verifier.InvalidAccessToken;
import dev.countersign.verifier.InvalidAccessToken.Reason;
import dev.countersign.verifier.VerifiedAccessToken;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Our tokens in the hands of the library that customers use.
class VerifierTest {
  private final TestServer server = new TestServer(Stores.SQLITE);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysOfATokenWhatTheServerSaid() throws InvalidAccessToken {
    Reply signedIn = server.signIn(server.sandbox(), "ada@example.org");
    try (var verifier = verifier().audience(server.origin()).build()) {

      VerifiedAccessToken token = verifier.verify(signedIn.text("minifiedJwt"));

      assertThat(token.subject()).isEqualTo(signedIn.text("/user/id"));
      assertThat(token.sessionId()).isEqualTo(signedIn.text("/user/sessionId"));
      assertThat(token.environmentId()).isEqualTo(server.sandbox().toString());
      assertThat(token.email()).isEqualTo("ada@example.org");
      assertThat(token.issuedAt()).isEqualTo(server.clock.instant());
      assertThat(token.scopes()).contains("user:basic");
    }
  }

  @Test
  void refusesWhatIsNotForThisBackend() throws InvalidAccessToken {
    Reply signedIn = server.signIn(server.sandbox(), "ada@example.org");
    String token = signedIn.text("minifiedJwt");
    String foreign = server.token(server.live(), "ada@example.org");
    try (var verifier = verifier().audience(server.origin()).build();
        var shop = verifier().audience("https://shop.example.org").build()) {
      verifier.verify(token);

      refused(verifier, signedIn.text("jwt"), TYPE);
      refused(verifier, foreign, UNKNOWN_KEY);
      refused(shop, token, AUDIENCE);
      server.clock.pass(Duration.ofHours(2));
      refused(verifier, token, EXPIRED);
    }
  }

  @Test
  void needsTheServerNoMoreOnceItHasTheKeys() throws InvalidAccessToken {
    String token = server.token(server.sandbox(), "ada@example.org");
    try (var verifier = verifier().anyAudience().build()) {
      verifier.verify(token);

      server.stop();
      server.clock.pass(Duration.ofHours(1));

      assertThat(verifier.verify(token).email()).isEqualTo("ada@example.org");
      server.startAgain();
    }
  }

  @Test
  void refusesARevokedSessionWithinASecond() throws Exception {
    Reply signedIn = server.signIn(server.sandbox(), "ada@example.org");
    String token = signedIn.text("minifiedJwt");
    String other = server.token(server.sandbox(), "grace@example.org");
    try (var verifier = verifier().anyAudience().refuseRevoked().build()) {
      verifier.verify(token);
      String user = signedIn.text("/user/id");
      String path = "/environments/" + server.sandbox() + "/users/" + user + "/sessions/revoke";

      server.admin("POST", path, null);

      // A second, and a little for a machine that has more to do.
      for (int i = 0; i < 20 && reason(verifier, token).isEmpty(); i++) Thread.sleep(100);
      refused(verifier, token, REVOKED);
      assertThat(verifier.verify(other).email()).isEqualTo("grace@example.org");
    }
  }

  @Test
  void refusesAllWhenTheListHasExpired() throws InvalidAccessToken {
    String token = server.token(server.sandbox(), "ada@example.org");
    try (var strict = verifier().anyAudience().refuseRevoked().build();
        var tolerant =
            verifier().anyAudience().refuseRevoked().tolerateMissingRevocations().build()) {
      strict.verify(token);
      tolerant.verify(token);

      server.stop();
      server.clock.pass(Duration.ofMinutes(76));

      refused(strict, token, REVOCATIONS_UNAVAILABLE);
      assertThat(tolerant.verify(token).email()).isEqualTo("ada@example.org");
      server.startAgain();
    }
  }

  private AccessTokenVerifierBuilder verifier() {
    return AccessTokenVerifier.of(URI.create(server.origin()), server.sandbox().toString())
        .clock(server.clock);
  }

  private static void refused(AccessTokenVerifier verifier, String token, Reason reason) {
    assertThat(reason(verifier, token)).contains(reason);
  }

  private static Optional<Reason> reason(AccessTokenVerifier verifier, String token) {
    try {
      verifier.verify(token);
      return Optional.empty();
    } catch (InvalidAccessToken e) {
      return Optional.of(e.reason());
    }
  }
}
