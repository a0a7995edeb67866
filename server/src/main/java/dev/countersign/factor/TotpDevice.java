package dev.countersign.factor;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An authenticator app of a person. `lastStep` is the time step of the last code that was taken
/// from it; an app that has not shown a right code yet has no `verifiedAt`.
record TotpDevice(
    UUID id,
    UUID environmentId,
    UUID userId,
    byte[] sealedSecret,
    long lastStep,
    Instant createdAt,
    @Nullable Instant verifiedAt) {
  boolean verified() {
    return verifiedAt != null;
  }
}
