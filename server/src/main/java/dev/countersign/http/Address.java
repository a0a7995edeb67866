package dev.countersign.http;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Path and query, decoded once. What a proxy and we could read in two ways is refused; the server
/// library has refused encoded slashes, empty segments and bad UTF-8 before.
final class Address {
  private Address() {}

  static String[] segments(String path) {
    if (!path.startsWith("/") || path.indexOf(';') >= 0) throw refused("the path is not plain");
    String[] segments = cut(path);
    // A plus is itself in a path and a space only in a query.
    if (path.indexOf('%') >= 0)
      for (int i = 0; i < segments.length; i++)
        segments[i] = decoded(segments[i].replace("+", "%2B"));
    for (String segment : segments)
      if (segment.equals(".") || segment.equals("..") || segment.indexOf('/') >= 0)
        throw refused("the path has a segment of two meanings");
    return segments;
  }

  /// `/a/b` is `a`, `b`; `/a/` is `a` and an empty segment; `/` is none.
  static String[] cut(String path) {
    return path.length() == 1 ? new String[0] : path.substring(1).split("/", -1);
  }

  static Map<String, List<String>> query(String query) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      // NUL cannot be stored, and the replacement character stands for bytes that are not UTF-8.
      if (decoded.indexOf('\0') < 0 && decoded.indexOf('\ufffd') < 0) return decoded;
    } catch (IllegalArgumentException _) {
      // A broken escape is told below.
    }
    throw refused("the address is not percent-encoded UTF-8");
  }

  private static Refusal refused(String reason) {
    return new Refusal(Problem.BAD_REQUEST, reason);
  }
}
