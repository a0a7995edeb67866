package dev.countersign.delivery;

import java.time.Instant;
import java.util.UUID;

/// A stored message with its body still sealed. `attempts` counts this sending too, and tells its
/// claim from a later one. `template` is a wire name that a newer node may have written.
record Letter(
    UUID id,
    UUID environmentId,
    String recipient,
    String template,
    byte[] sealedBody,
    int attempts,
    Instant createdAt,
    Instant expiresAt) {
  @Override
  public String toString() {
    return "Letter[" + id + "]";
  }
}
