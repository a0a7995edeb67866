package dev.countersign.limit;

import java.time.Duration;

/// So many uses in one window. Bounds: 1 to a million uses, 1 second to 30 days.
public record LimitRule(int uses, Duration window) {
  private static final Duration LONGEST = Duration.ofDays(30);

  public LimitRule {
    if (uses < 1 || uses > 1_000_000)
      throw new IllegalArgumentException("uses must be 1 to 1000000");
    if (window.toSeconds() < 1 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("the window must be 1 second to 30 days");
    }
  }

  /// From `<uses>/<seconds>`, as in `3/600`.
  public static LimitRule parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        return new LimitRule(
            Integer.parseInt(parts[0].strip()),
            Duration.ofSeconds(Long.parseLong(parts[1].strip())));
      }
    } catch (NumberFormatException _) {
      // Told below, with the form that is expected.
    }
    throw new IllegalArgumentException("a limit is written as uses/seconds, for example 3/600");
  }
}
