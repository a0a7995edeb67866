package dev.countersign.environment;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Locale;

/// An origin that an operator allows: scheme, host and perhaps a port, as a browser writes them
/// (RFC 6454 §6.2). A `*` in the host stands for any number of `a-z0-9-.`.
///
/// The value is canonical: lower case, punycode, no default port, no slash at the end. What a
/// browser sends is canonical too, so a request is compared as it is and never repaired first.
public record Origin(String value) {
  /// A DNS name, a scheme and a port; longer is no origin.
  private static final int LONGEST = 300;

  public Origin {
    value = canonical(value);
  }

  public boolean matches(String requestOrigin) {
    if (requestOrigin.length() > LONGEST) return false;
    return value.indexOf('*') < 0 ? value.equals(requestOrigin) : matchesPattern(requestOrigin);
  }

  /// Finds the pattern's literal pieces from left to right, each as early as it can be: linear,
  /// nothing is tried twice. The first and the last are fixed at the ends.
  private boolean matchesPattern(String requestOrigin) {
    String first = value.substring(0, value.indexOf('*'));
    String last = value.substring(value.lastIndexOf('*') + 1);
    int end = requestOrigin.length() - last.length();
    if (end < first.length()) return false;
    if (!requestOrigin.startsWith(first) || !requestOrigin.endsWith(last)) return false;
    int at = first.length();
    for (int star = first.length(); star < value.lastIndexOf('*'); ) {
      int next = value.indexOf('*', star + 1);
      String piece = value.substring(star + 1, next);
      int found = requestOrigin.indexOf(piece, at);
      if (found < 0 || found + piece.length() > end || !wild(requestOrigin, at, found))
        return false;
      at = found + piece.length();
      star = next;
    }
    return wild(requestOrigin, at, end)
        && !requestOrigin.contains("..")
        && !requestOrigin.contains("/.");
  }

  private static boolean wild(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char sign = text.charAt(i);
      boolean letter = sign >= 'a' && sign <= 'z';
      boolean digit = sign >= '0' && sign <= '9';
      if (!letter && !digit && sign != '-' && sign != '.') return false;
    }
    return true;
  }

  private static String canonical(String text) {
    int colon = text.indexOf("://");
    if (colon < 0) throw refused("has no scheme and host");
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) throw refused("is not of the web");
    int end = text.length() - (text.endsWith("/") ? 1 : 0);
    if (end < colon + 3) throw refused("has no host");
    String authority = text.substring(colon + 3, end);
    int afterHost = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
    if (afterHost < 0) afterHost = authority.length();
    String host = OriginHost.canonical(authority.substring(0, afterHost));
    return scheme + "://" + host + port(scheme, authority.substring(afterHost));
  }

  private static String port(String scheme, String text) {
    if (text.isEmpty()) return "";
    if (!text.matches(":[1-9][0-9]{0,4}")) throw refused("has no proper port");
    int port = Integer.parseInt(text.substring(1));
    if (port > 65_535) throw refused("has no proper port");
    return port == (scheme.equals("https") ? 443 : 80) ? "" : text;
  }

  static Refusal refused(String what) {
    return new Refusal(Problem.INVALID_CORS_ORIGINS, "the origin " + what);
  }
}
