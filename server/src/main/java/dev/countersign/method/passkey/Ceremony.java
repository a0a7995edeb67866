package dev.countersign.method.passkey;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A ceremony that was begun: its challenge, what for and for which relying party. `userId` is who
/// was signed in; `userHandle` is whom a new passkey will name.
public record Ceremony(
    String challenge,
    Purpose purpose,
    RelyingParty relyingParty,
    Optional<UUID> userId,
    Optional<byte[]> userHandle) {

  /// One begun for one purpose is never ended for another.
  public enum Purpose {
    REGISTER,
    SIGN_IN;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
