package dev.countersign.delivery.smtp;

import java.util.regex.Pattern;

/// A stranger's text as one line that a header, a page or a log line can hold.
public final class OneLine {
  private static final int LONGEST = 200;

  /// Line ends of every kind, controls, and the marks that turn the direction of what follows.
  private static final Pattern BREAKS =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Zs}\\u202A-\\u202E\\u2066-\\u2069]+");

  private OneLine() {}

  public static String of(String text) {
    String line = BREAKS.matcher(text).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
