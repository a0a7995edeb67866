package dev.countersign.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A lasting sign-in; `id` is the `sid` of its tokens. It ends at `expiresAt` (refresh moves that, up
/// to `refreshUntil` and no further), when it was not used for too long, or when it is revoked.
/// `amr` is how the person proved themself (RFC 8176).
public record Session(
    UUID id,
    UUID environmentId,
    UUID userId,
    UUID signInCredentialId,
    List<String> amr,
    @Nullable String sessionPublicKey,
    @Nullable String devicePublicKey,
    @Nullable String ipAddress,
    @Nullable String userAgent,
    Instant createdAt,
    Instant expiresAt,
    Instant refreshUntil,
    Instant lastSeenAt,
    Generation generation,
    @Nullable Instant revokedAt) {
  public Session {
    amr = List.copyOf(amr);
  }

  /// At exactly `expiresAt` the session is over.
  public boolean live(Duration idle, Instant now) {
    return revokedAt == null && now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(idle));
  }

  /// Which of its tokens, counted from 0: the claim `token_generation`.
  public int tokenGeneration() {
    return generation.number();
  }

  /// As one of its tokens has it. A token that was replaced must not grow into its successor.
  public Session asIn(int tokenGeneration, Instant tokenExpiresAt) {
    return new Session(
        id,
        environmentId,
        userId,
        signInCredentialId,
        amr,
        sessionPublicKey,
        devicePublicKey,
        ipAddress,
        userAgent,
        createdAt,
        tokenExpiresAt,
        refreshUntil,
        lastSeenAt,
        generation.as(tokenGeneration),
        revokedAt);
  }
}
