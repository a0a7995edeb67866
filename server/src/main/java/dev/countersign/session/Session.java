package dev.countersign.session;

import dev.countersign.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A lasting sign-in; `id` is the `sid` of its tokens. It ends at `expiresAt` (refresh moves that, up
/// to `refreshUntil` and no further), when it was not used for too long, or when it is revoked.
/// `amr` is how the person proved themself to get in, `factorAmr` how they did once more with a second
/// factor, if they did (RFC 8176). `deviceOwed`: it was opened on a device that the person is still to
/// approve.
public record Session(
    UUID id,
    UUID environmentId,
    UUID userId,
    UUID signInCredentialId,
    List<String> amr,
    List<String> factorAmr,
    @Nullable String sessionPublicKey,
    @Nullable String devicePublicKey,
    @Nullable String deviceCookie,
    boolean deviceOwed,
    @Nullable String ipAddress,
    @Nullable String userAgent,
    Instant createdAt,
    Instant expiresAt,
    Instant refreshUntil,
    Instant lastSeenAt,
    Generation generation,
    @Nullable Instant revokedAt) {
  /// Of more than one factor (RFC 8176 §2).
  public static final String MULTI_FACTOR = "mfa";

  /// By the authenticator that signed (RFC 8176 §2 has no better word for it).
  public static final String PERSON_VERIFIED = "user";

  public Session {
    amr = List.copyOf(amr);
    factorAmr = List.copyOf(factorAmr);
  }

  /// How sure it is who holds a session, as NIST SP 800-63B counts it.
  public enum Assurance {
    AAL1,
    AAL2
  }

  public Assurance assurance() {
    boolean several = !factorAmr.isEmpty() || amr.contains(MULTI_FACTOR);
    return several ? Assurance.AAL2 : Assurance.AAL1;
  }

  /// Everything that was proven, each way once.
  public List<String> provenBy() {
    var all = new LinkedHashSet<>(amr);
    all.addAll(factorAmr);
    if (!factorAmr.isEmpty()) all.add(MULTI_FACTOR);
    return List.copyOf(all);
  }

  /// As it was before the second factor.
  public Session lowered() {
    return as(List.of(), deviceOwed, expiresAt, generation);
  }

  /// As it is while its device is to be approved.
  public Session owingDevice() {
    return as(factorAmr, true, expiresAt, generation);
  }

  /// As it is once its device was approved.
  public Session onApprovedDevice() {
    return as(factorAmr, false, expiresAt, generation);
  }

  /// Whether the person must approve the device first: only where the environment asks for it.
  public boolean owesDevice(Environment environment) {
    return deviceOwed && environment.settings().security().deviceRegistration();
  }

  /// What its device proves: its key before a cookie. Empty where none proved itself.
  public Optional<String> device() {
    return Optional.ofNullable(devicePublicKey).or(() -> Optional.ofNullable(deviceCookie));
  }

  /// Whether it was opened on this device, or belongs to it since. A session in a cookie may be bound
  /// to a key later; it stays on the device that it began on.
  public boolean on(String device) {
    return device.equals(devicePublicKey) || device.equals(deviceCookie);
  }

  /// At exactly `expiresAt` the session is over.
  public boolean live(Duration idle, Instant now) {
    return revokedAt == null && now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(idle));
  }

  /// Which of its tokens, counted from 0: the claim `token_generation`.
  public int tokenGeneration() {
    return generation.number();
  }

  /// As one of its tokens has it. A token that was replaced must not grow into its successor.
  public Session asIn(int tokenGeneration, Instant tokenExpiresAt) {
    return as(factorAmr, deviceOwed, tokenExpiresAt, generation.as(tokenGeneration));
  }

  private Session as(
      List<String> factorAmr, boolean deviceOwed, Instant expiresAt, Generation generation) {
    return new Session(
        id,
        environmentId,
        userId,
        signInCredentialId,
        amr,
        factorAmr,
        sessionPublicKey,
        devicePublicKey,
        deviceCookie,
        deviceOwed,
        ipAddress,
        userAgent,
        createdAt,
        expiresAt,
        refreshUntil,
        lastSeenAt,
        generation,
        revokedAt);
  }
}
