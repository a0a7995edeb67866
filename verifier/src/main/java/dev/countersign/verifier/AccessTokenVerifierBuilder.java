package dev.countersign.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a verifier demands. Unsaid, it demands everything: an access token, complete, unexpired. Only
/// the audience has no default: name yours, or say that any will do.
public final class AccessTokenVerifierBuilder {
  private static final Duration LONGEST_STALE = Duration.ofDays(7);

  private final Issuer issuer;
  private final Set<String> audiences = new LinkedHashSet<>();
  private final Set<String> scopes = new LinkedHashSet<>(Set.of("user:basic"));
  private Set<String> uses = Set.of("access");
  private Duration expiredFor = Duration.ZERO;
  private Duration staleKeys = Duration.ofHours(24);
  private Clock clock = Clock.systemUTC();
  private boolean anyAudience;
  private boolean refuseRevoked;
  private boolean tolerateMissing;

  AccessTokenVerifierBuilder(Issuer issuer) {
    this.issuer = issuer;
  }

  /// The origins of your sites, such as `https://shop.example.org`: a token must be made out to one
  /// of them. Tokens of callers that send no `Origin` are made out to the server's public URL.
  public AccessTokenVerifierBuilder audience(String... origins) {
    audiences.addAll(List.of(origins));
    return this;
  }

  /// Relaxes: a token for any site of the environment will do.
  public AccessTokenVerifierBuilder anyAudience() {
    anyAudience = true;
    return this;
  }

  /// Demands a further scope, beside `user:basic`.
  public AccessTokenVerifierBuilder scope(String scope) {
    scopes.add(scope);
    return this;
  }

  /// Relaxes: no scope is demanded. Then the token may be that of a person who still owes a profile
  /// field or a second factor.
  public AccessTokenVerifierBuilder withoutScope() {
    scopes.clear();
    return this;
  }

  /// Relaxes: ID tokens are accepted as well. They are meant for the app, and say more of the person.
  public AccessTokenVerifierBuilder acceptIdTokens() {
    uses = Set.of("access", "id");
    return this;
  }

  /// Relaxes: a token is accepted for so long after its `exp`, a minute at the most. Unsaid, not at
  /// all.
  public AccessTokenVerifierBuilder acceptExpiredFor(Duration time) {
    expiredFor = bounded(time, Rules.SKEW);
    return this;
  }

  /// How long keys serve that are older than ten minutes while the server does not answer: a day
  /// unsaid, a week at the most.
  public AccessTokenVerifierBuilder keepKeysInOutage(Duration time) {
    staleKeys = bounded(time, LONGEST_STALE);
    return this;
  }

  /// Refuses what was revoked, by the server's list, which a background thread keeps fresh within a
  /// second. Without a list that is still good every token is refused.
  public AccessTokenVerifierBuilder refuseRevoked() {
    refuseRevoked = true;
    return this;
  }

  /// Relaxes [#refuseRevoked]: without a list that is still good, tokens are accepted, but those that
  /// the last list revoked.
  public AccessTokenVerifierBuilder tolerateMissingRevocations() {
    tolerateMissing = true;
    return this;
  }

  /// For tests.
  public AccessTokenVerifierBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /// The verifier; it asks the server for nothing yet, but for revocations if they are refused.
  ///
  /// @throws IllegalStateException if it was not said which audience, or things that exclude each
  ///     other
  public AccessTokenVerifier build() {
    if (anyAudience != audiences.isEmpty()) {
      throw new IllegalStateException("Say either audience(…) or anyAudience()");
    }
    if (tolerateMissing && !refuseRevoked) {
      throw new IllegalStateException("tolerateMissingRevocations() needs refuseRevoked()");
    }
    Optional<Set<String>> expected =
        anyAudience ? Optional.empty() : Optional.of(Set.copyOf(audiences));
    var rules = new Rules(issuer, expected, Set.copyOf(scopes), uses, expiredFor);
    var download = new Download(KeyCache.TIMEOUT);
    var keys = new KeyCache(issuer.jwks(), download, staleKeys, clock);
    @Nullable RevocationFeed revocations = null;
    if (refuseRevoked) {
      revocations = new RevocationFeed(issuer, download, keys, !tolerateMissing, clock);
      revocations.start();
    }
    return new AccessTokenVerifier(rules, keys, revocations, clock);
  }

  private static Duration bounded(Duration time, Duration longest) {
    if (time.isNegative() || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException("Must be between nothing and " + longest);
    }
    return time;
  }
}
