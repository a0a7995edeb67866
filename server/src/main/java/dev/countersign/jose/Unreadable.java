package dev.countersign.jose;

/// A token or a key set that is not of the form it must have. The message names the rule that was
/// broken and never repeats the input.
public final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreadable(String rule) {
    // An answer to a stranger, not a bug: it needs no stack trace.
    super(rule, null, false, false);
  }
}
