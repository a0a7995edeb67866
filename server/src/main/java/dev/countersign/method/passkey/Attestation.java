package dev.countersign.method.passkey;

/// What an authenticator said of a new passkey, kept as it came (WebAuthn §4, attestationObject and
/// attestationClientDataJSON).
public record Attestation(byte[] object, byte[] clientData) {}
