package dev.countersign.http;

import java.util.List;
import java.util.Map;

/// A path in which `{name}` stands for any one segment.
record Template(String text, List<String> segments) {
  static Template of(String text) {
    if (!text.startsWith("/")) throw new IllegalArgumentException(text + " does not begin with /");
    return new Template(text, List.of(Address.cut(text)));
  }

  static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /// Whether this template's segments are the first ones of the path.
  boolean begins(String[] path) {
    if (path.length < segments.size()) return false;
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (!isParameter(segment) && !segment.equals(path[i])) return false;
    }
    return true;
  }

  void read(String[] path, Map<String, String> parameters) {
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isParameter(segment)) {
        parameters.put(segment.substring(1, segment.length() - 1), path[i]);
      }
    }
  }
}
