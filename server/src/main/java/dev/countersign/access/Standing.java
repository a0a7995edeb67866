package dev.countersign.access;

import java.util.Optional;

/// What a session's person owes besides profile fields. `recoveryCodes` tells whether they have said
/// that they keep theirs: `pending`, `complete`, or empty where there are none to keep.
public record Standing(boolean factorOwed, Optional<String> recoveryCodes) {
  public static final Standing CLEAR = new Standing(false, Optional.empty());
}
