package dev.countersign.credential;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A credential and the user it belongs to. `signInEnabled` is false for one that was linked but
/// may not open a session (setting `allowMultipleCredentialsForSignIn`). `details` is what else is
/// known of it, in the words of the wire.
public record LinkedCredential(
    UUID id,
    UUID userId,
    Credential credential,
    String publicIdentifier,
    boolean signInEnabled,
    Instant verifiedAt,
    @Nullable Instant lastSelectedAt,
    ObjectNode details) {}
