package dev.countersign.verifier;

import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the environment has revoked while tokens of it may still be about: a JWS like its tokens, of
/// another `typ`, so that neither passes for the other (RFC 8725 §3.11).
///
/// @param expiresAt from here on the list must not be relied on
/// @param revokedUntil every token issued then or before is revoked
record RevocationList(
    Instant issuedAt,
    Instant expiresAt,
    Set<String> sessions,
    Set<String> keys,
    Optional<Instant> revokedUntil) {
  /// Room for 300,000 sessions: as many sign-outs in the life of one token.
  static final int LONGEST = 16 * 1024 * 1024;

  private static final String TYP = "revocations+jwt";

  /// @throws InvalidAccessToken also of a list: the reasons are the same
  static RevocationList verified(
      String compact, Issuer issuer, KeyCache keys, Optional<RevocationList> before, Instant now)
      throws InvalidAccessToken {
    SignedJwt jwt = SignedJwt.parse(compact, LONGEST, TYP);
    var claims = new Claims(jwt.claims(keys.key(jwt.kid())));
    boolean ours =
        claims.text("iss").equals(issuer.name())
            && claims.text("environment_id").equals(issuer.environmentId());
    if (!ours) throw new InvalidAccessToken(Reason.ISSUER, "list of another issuer");
    var list =
        new RevocationList(
            claims.time("iat"),
            claims.time("exp"),
            new HashSet<>(claims.texts("sessions")),
            new HashSet<>(claims.texts("keys")),
            claims.optionalTime("revoked_until"));
    if (!list.isGoodAt(now)) throw new InvalidAccessToken(Reason.EXPIRED, "list");
    if (list.issuedAt.isAfter(now.plus(Rules.SKEW))) {
      throw new InvalidAccessToken(Reason.NOT_YET, "list");
    }
    // A stolen key must not be able to say that it was not revoked.
    boolean byRevoked = before.filter(held -> held.keys.contains(jwt.kid())).isPresent();
    if (byRevoked || list.keys.contains(jwt.kid())) {
      throw new InvalidAccessToken(Reason.REVOKED, "list by a revoked key");
    }
    // The server's nodes may differ by a skew; what is older than that is a replay.
    Instant oldest = list.issuedAt.plus(Rules.SKEW);
    if (before.filter(held -> oldest.isBefore(held.issuedAt)).isPresent()) {
      throw new InvalidAccessToken(Reason.EXPIRED, "list before the one held");
    }
    return list;
  }

  boolean isGoodAt(Instant now) {
    return now.isBefore(expiresAt);
  }

  boolean revokes(String kid, VerifiedAccessToken token) {
    return sessions.contains(token.sessionId())
        || keys.contains(kid)
        || revokedUntil.filter(until -> !token.issuedAt().isAfter(until)).isPresent();
  }

  /// Until this moment a new list need only be fetched if there is one.
  Instant middle() {
    return issuedAt.plus(Duration.between(issuedAt, expiresAt).dividedBy(2));
  }
}
