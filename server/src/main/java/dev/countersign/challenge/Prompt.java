package dev.countersign.challenge;

import dev.countersign.delivery.Message;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a method decides to ask: of whom, what answer is right, how long and how often it may be
/// tried, and the message that carries it (none where nothing is sent).
public record Prompt(
    UUID challengeId,
    String subject,
    byte[] fingerprint,
    Duration lifetime,
    int attempts,
    @Nullable Message message) {}
