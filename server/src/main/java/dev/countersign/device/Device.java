package dev.countersign.device;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A browser or app of a person. `publicKey` is a compressed P-256 point in lower-case hex.
public record Device(
    UUID id,
    UUID environmentId,
    UUID userId,
    String publicKey,
    @Nullable String userAgent,
    Instant createdAt) {}
