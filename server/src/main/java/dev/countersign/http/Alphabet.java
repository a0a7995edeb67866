package dev.countersign.http;

/// The ASCII characters a text may be made of: letters, digits, and a few more.
final class Alphabet {
  private final boolean[] members = new boolean[128];

  Alphabet(String more) {
    for (char c = '0'; c <= '9'; c++) members[c] = true;
    for (char c = 'A'; c <= 'Z'; c++) members[c] = true;
    for (char c = 'a'; c <= 'z'; c++) members[c] = true;
    for (char c : more.toCharArray()) members[c] = true;
  }

  boolean spells(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= members.length || !members[c]) return false;
    }
    return true;
  }
}
