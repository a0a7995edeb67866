package dev.countersign.http;

import java.util.List;
import java.util.Optional;

/// The `Authorization` header of RFC 6750 §2.1.
final class Bearer {
  private static final String SCHEME = "Bearer ";
  private static final Alphabet TOKEN = new Alphabet("-._~+/");

  private Bearer() {}

  static Optional<String> token(List<String> headers) {
    if (headers.size() != 1) return Optional.empty();
    String header = headers.getFirst();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return Optional.empty();
    String token = header.substring(SCHEME.length()).strip();
    return isToken68(token) ? Optional.of(token) : Optional.empty();
  }

  private static boolean isToken68(String token) {
    int end = token.length();
    while (end > 0 && token.charAt(end - 1) == '=') end--;
    return end > 0 && TOKEN.spells(token.substring(0, end));
  }
}
