package dev.countersign.verifier;

import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// What a backend demands of the claims, in the order of RFC 7519 §4.1, then of our own.
///
/// @param audiences one of which the token must name; empty if any will do
/// @param uses the values of `token_use` that are accepted
/// @param expiredFor how long after its `exp` a token is accepted
record Rules(
    Issuer issuer,
    Optional<Set<String>> audiences,
    Set<String> scopes,
    Set<String> uses,
    Duration expiredFor) {
  /// How far another machine's clock may be ahead (RFC 7519 §4.1.5).
  static final Duration SKEW = Duration.ofSeconds(60);

  VerifiedAccessToken check(Claims claims, Instant now) throws InvalidAccessToken {
    String environmentId = claims.text("environment_id");
    boolean ours =
        claims.text("iss").equals(issuer.name()) && environmentId.equals(issuer.environmentId());
    require(ours, Reason.ISSUER, "another issuer");
    var audience = claims.textOrTexts("aud");
    boolean meant = audiences.isEmpty() || !Collections.disjoint(audiences.orElseThrow(), audience);
    require(meant && !audience.isEmpty(), Reason.AUDIENCE, "for another audience");
    Instant expiresAt = claims.time("exp");
    // At exactly `exp` the token is expired.
    require(now.isBefore(expiresAt.plus(expiredFor)), Reason.EXPIRED, "exp");
    Instant issuedAt = claims.time("iat");
    Instant notBefore = claims.optionalTime("nbf").orElse(issuedAt);
    Instant latest = now.plus(SKEW);
    require(!issuedAt.isAfter(latest) && !notBefore.isAfter(latest), Reason.NOT_YET, "iat or nbf");
    require(uses.contains(claims.text("token_use")), Reason.TYPE, "token_use");
    // Split as RFC 6749 §3.3 has it; without the claim there are none.
    String scope = claims.optionalText("scope").orElse("");
    Set<String> granted = Set.copyOf(Arrays.asList(scope.split(" ", -1)));
    require(granted.containsAll(scopes), Reason.SCOPE, "a required scope is missing");
    return new VerifiedAccessToken(
        claims.text("sub"),
        claims.text("sid"),
        environmentId,
        granted,
        audience,
        issuedAt,
        expiresAt,
        claims.optionalText("email").orElse(null),
        claims.members());
  }

  private static void require(boolean holds, Reason reason, String detail)
      throws InvalidAccessToken {
    if (!holds) throw new InvalidAccessToken(reason, detail);
  }
}
