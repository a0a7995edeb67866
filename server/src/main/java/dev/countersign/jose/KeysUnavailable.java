package dev.countersign.jose;

/// An issuer's keys cannot be had. The message names the cause and never the address.
public final class KeysUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  KeysUnavailable(String cause) {
    // A fact about someone else's machine, not a bug of ours.
    super(cause, null, false, false);
  }
}
