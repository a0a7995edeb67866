package dev.countersign.challenge;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something asked of one person, once. `subject` is whom it was asked; `fingerprint` is the keyed
/// digest of the right answer; `userId` is the signed-in user it was made for, if any.
public record Challenge(
    UUID id,
    UUID environmentId,
    Purpose purpose,
    String method,
    String subject,
    byte[] fingerprint,
    @Nullable UUID userId,
    int attemptsLeft,
    Instant expiresAt) {}
