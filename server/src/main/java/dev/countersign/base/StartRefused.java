package dev.countersign.base;

/// Why the server does not start, in one sentence for the operator. Never holds a secret.
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartRefused(String sentence) {
    super(sentence, null, false, false);
  }
}
