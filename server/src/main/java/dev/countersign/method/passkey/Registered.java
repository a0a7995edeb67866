package dev.countersign.method.passkey;

import java.util.List;
import java.util.UUID;

/// A new passkey that was verified, before it is anybody's.
public record Registered(
    String credentialId,
    RelyingParty relyingParty,
    byte[] userHandle,
    byte[] attested,
    UUID aaguid,
    List<String> transports,
    String origin,
    Assertion state,
    Attestation attestation) {
  public Registered {
    transports = List.copyOf(transports);
  }

  /// What people call the place where it is kept.
  public String provider() {
    return Authenticators.place(aaguid);
  }
}
