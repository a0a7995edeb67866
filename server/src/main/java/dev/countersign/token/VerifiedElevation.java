package dev.countersign.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// What an elevated token says, after its signature and its claims were checked.
public record VerifiedElevation(
    UUID userId,
    UUID sessionId,
    UUID id,
    Set<String> scopes,
    boolean singleUse,
    Instant expiresAt) {}
