package dev.countersign.signin;

import java.time.Instant;
import java.util.UUID;

/// A wallet that was connected and proved nothing.
public record VisitorRecord(
    UUID id,
    UUID environmentId,
    String chain,
    String address,
    String walletName,
    String provider,
    Instant firstSeenAt,
    Instant lastSeenAt,
    long visits) {}
