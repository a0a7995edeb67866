package dev.countersign.db;

/// The database cannot be used at all. The message is a sentence for the operator: the cause and
/// the cure, never a secret.
public final class CannotOpen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotOpen(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  CannotOpen(String sentence) {
    super(sentence);
  }
}
