package dev.countersign.environment;

import java.time.Instant;
import java.util.UUID;

/// One tenant: issuer, keys, users and settings of its own. `document` is its settings as the
/// operator wrote them; `settings` is what the server acts on.
public record Environment(
    UUID id,
    UUID projectId,
    Kind kind,
    EnvironmentSettings settings,
    SettingsDocument document,
    AllowedOrigins origins,
    Instant createdAt,
    Instant updatedAt) {}
