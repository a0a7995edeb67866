package dev.countersign.environment;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Passkeys of an environment: whether they sign in, and sign up whom nobody knows; the relying party
/// (else the host of the site that asks) and further sites that may use it (WebAuthn §5.11).
/// `attestation` is what browsers are asked for (§5.4.7); none is required.
public record PasskeySettings(
    boolean enabled,
    boolean signUp,
    UserVerification userVerification,
    String attestation,
    Optional<String> rpId,
    Set<String> relatedOrigins) {

  /// Whether a person must prove themself to their authenticator (WebAuthn §5.8.6).
  public enum UserVerification {
    REQUIRED,
    PREFERRED,
    DISCOURAGED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PasskeySettings {
    relatedOrigins = Set.copyOf(relatedOrigins);
  }

  static PasskeySettings of(JsonNode settings) {
    String verification = settings.path("userVerification").stringValue();
    return new PasskeySettings(
        settings.path("enabled").booleanValue(),
        settings.path("signUp").booleanValue(),
        UserVerification.valueOf(verification.toUpperCase(Locale.ROOT)),
        settings.path("attestation").stringValue(),
        settings.path("rpId").stringValueOpt(),
        settings
            .path("relatedOrigins")
            .valueStream()
            .map(JsonNode::stringValue)
            .collect(Collectors.toSet()));
  }
}
