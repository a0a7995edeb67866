package dev.countersign.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A lasting sign-in; `id` is the `sid` of its tokens. It ends at `expiresAt` (refresh moves that, up
/// to `refreshUntil` and no further), or when it is revoked. `amr` is how the person proved
/// themself (RFC 8176).
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
    @Nullable Instant revokedAt) {
  public Session {
    amr = List.copyOf(amr);
  }

  /// At exactly `expiresAt` the session is over.
  boolean live(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }
}
