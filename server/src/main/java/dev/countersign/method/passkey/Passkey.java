package dev.countersign.method.passkey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A passkey that was registered (WebAuthn §4, credential record). `id` is that of the credential;
/// `attested` holds the authenticator's model, its own id and the public key (§6.5.2).
public record Passkey(
    UUID id,
    String credentialId,
    String relyingPartyId,
    byte[] userHandle,
    byte[] attested,
    long signCount,
    boolean uvInitialized,
    boolean backupEligible,
    boolean backedUp,
    List<String> transports,
    UUID aaguid,
    @Nullable String alias,
    @Nullable String userAgent,
    String origin,
    Instant createdAt,
    @Nullable Instant updatedAt) {
  public Passkey {
    transports = List.copyOf(transports);
  }

  /// What its owner calls it, else the place where it is kept.
  public String label() {
    return alias == null ? Authenticators.place(aaguid) : alias;
  }
}
