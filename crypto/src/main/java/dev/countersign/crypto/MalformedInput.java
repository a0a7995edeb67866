package dev.countersign.crypto;

/// Bytes or text from outside that are not what they claim to be: the one exception callers catch.
/// Its message names the rule that was broken and never repeats the input.
public final class MalformedInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedInput(String rule) {
    // An answer to a stranger, not a bug: it needs no stack trace.
    super(rule, null, false, false);
  }
}
