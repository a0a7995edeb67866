package dev.countersign.verifier;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Verifies the access tokens of one environment. Make one at the start and share it among all
/// threads: it holds the environment's keys. It is strict; what relaxes it is named so in
/// [AccessTokenVerifierBuilder].
public final class AccessTokenVerifier implements AutoCloseable {
  /// In characters; the server makes none that is longer.
  private static final int LONGEST = 16 * 1024;

  private final Rules rules;
  private final KeyCache keys;
  private final @Nullable RevocationFeed revocations;
  private final Clock clock;

  AccessTokenVerifier(
      Rules rules, KeyCache keys, @Nullable RevocationFeed revocations, Clock clock) {
    this.rules = rules;
    this.keys = keys;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// Begins a verifier of this environment's tokens.
  ///
  /// @param baseUrl the server's public URL, such as `https://auth.example.org`: https, or http to
  ///     this machine
  /// @throws IllegalArgumentException if either is not what it should be
  public static AccessTokenVerifierBuilder of(URI baseUrl, String environmentId) {
    return new AccessTokenVerifierBuilder(Issuer.of(baseUrl, environmentId));
  }

  /// Verifies one token, as it stands behind `Bearer ` in the `Authorization` header. Waits for the
  /// server, two seconds at the most, only while keys are missing: at the first token, after ten
  /// minutes without any, and for an unknown `kid` once in thirty seconds.
  public VerifiedAccessToken verify(String token) throws InvalidAccessToken {
    SignedJwt jwt = SignedJwt.parse(token, LONGEST, "JWT");
    var claims = new Claims(jwt.claims(keys.key(jwt.kid())));
    Instant now = clock.instant();
    VerifiedAccessToken verified = rules.check(claims, now);
    if (revocations != null) revocations.check(jwt.kid(), verified, now);
    return verified;
  }

  /// Ends the background thread, if there is one.
  @Override
  public void close() {
    if (revocations != null) revocations.close();
  }
}
