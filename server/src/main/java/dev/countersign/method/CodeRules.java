package dev.countersign.method;

import java.time.Duration;

/// How long a code lives (1 second to 10 minutes, NIST 800-63B §5.1.3.2) and how many answers one
/// challenge takes (1 to 5).
public record CodeRules(Duration lifetime, int attempts) {
  public static final CodeRules STANDARD = new CodeRules(Duration.ofMinutes(10), 5);

  public CodeRules {
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("a code lives 1 to 600 seconds");
    }
    if (attempts < 1 || attempts > 5) {
      throw new IllegalArgumentException("a code takes 1 to 5 answers");
    }
  }
}
