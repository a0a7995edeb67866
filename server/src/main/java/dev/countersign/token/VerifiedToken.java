package dev.countersign.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// What an access token says, after its signature and every claim were checked. Only the verifier
/// makes one.
public final class VerifiedToken {
  private final UUID userId;
  private final UUID sessionId;
  private final int generation;
  private final String audience;
  private final Set<String> scopes;
  private final Set<String> amr;
  private final Instant expiresAt;

  VerifiedToken(
      UUID userId,
      UUID sessionId,
      int generation,
      String audience,
      Set<String> scopes,
      Set<String> amr,
      Instant expiresAt) {
    this.userId = userId;
    this.sessionId = sessionId;
    this.generation = generation;
    this.audience = audience;
    this.scopes = Set.copyOf(scopes);
    this.amr = Set.copyOf(amr);
    this.expiresAt = expiresAt;
  }

  public UUID userId() {
    return userId;
  }

  public UUID sessionId() {
    return sessionId;
  }

  /// How many tokens of the session were replaced before this one.
  public int generation() {
    return generation;
  }

  public String audience() {
    return audience;
  }

  public Set<String> scopes() {
    return scopes;
  }

  /// How the person had proven themself when it was issued (RFC 8176).
  public Set<String> amr() {
    return amr;
  }

  public Instant expiresAt() {
    return expiresAt;
  }
}
