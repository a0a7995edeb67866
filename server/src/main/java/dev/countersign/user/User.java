package dev.countersign.user;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One person of one environment; `id` is the subject (`sub`) of their tokens.
public record User(
    UUID id,
    UUID environmentId,
    Profile profile,
    @Nullable UUID lastVerifiedCredentialId,
    @Nullable Instant firstVisit,
    @Nullable Instant lastVisit,
    Instant createdAt,
    Instant updatedAt) {

  /// The same user, of whom nothing is told but an address.
  public User withProfile(@Nullable String email) {
    var profile = Profile.withEmail(email);
    return new User(
        id, environmentId, profile, lastVerifiedCredentialId, null, null, createdAt, updatedAt);
  }

  /// The same user after proving `credentialId` at `now`.
  public User withVisit(UUID credentialId, Instant now) {
    Instant first = firstVisit == null ? now : firstVisit;
    return new User(id, environmentId, profile, credentialId, first, now, createdAt, updatedAt);
  }
}
