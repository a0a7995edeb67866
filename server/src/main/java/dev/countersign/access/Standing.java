package dev.countersign.access;

import java.util.Optional;
import java.util.UUID;

/// What a session's person owes besides profile fields: the approval of their device, a second factor.
/// `recoveryCodes` tells whether they have said that they keep theirs: `pending`, `complete`, or empty
/// where there are none to keep. `device` is the listed one that the session stands on.
public record Standing(
    boolean deviceOwed, boolean factorOwed, Optional<String> recoveryCodes, Optional<UUID> device) {
  public static final Standing CLEAR = new Standing(false, Optional.empty());

  /// Of what may be a thief's: what else is owed is told afterwards.
  public static final Standing OWING_DEVICE =
      new Standing(true, false, Optional.empty(), Optional.empty());

  public Standing(boolean factorOwed, Optional<String> recoveryCodes) {
    this(false, factorOwed, recoveryCodes, Optional.empty());
  }

  public Standing on(Optional<UUID> listed) {
    return new Standing(deviceOwed, factorOwed, recoveryCodes, listed);
  }
}
