package dev.countersign.device;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A browser or app of a person. `identity` is what it proves: its key, a compressed P-256 point in
/// lower-case hex, or the digest of a cookie of ours.
public record Device(
    UUID id,
    UUID environmentId,
    UUID userId,
    String identity,
    @Nullable String userAgent,
    Instant createdAt) {}
