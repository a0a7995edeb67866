package dev.countersign.delivery;

/// A message in words: one line of subject, and the same text plain and as HTML.
record Mail(String subject, String text, String html) {
  @Override
  public String toString() {
    return "Mail";
  }
}
