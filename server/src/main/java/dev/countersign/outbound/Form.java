package dev.countersign.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Members as a form or a query has them, in the order of their names. A space is `%20`, which all who
/// read `+` for one read as well.
public final class Form {
  public static final String TYPE = "application/x-www-form-urlencoded";

  private Form() {}

  public static String encoded(Map<String, String> members) {
    return new TreeMap<>(members)
        .entrySet().stream()
            .map(member -> percent(member.getKey()) + "=" + percent(member.getValue()))
            .collect(Collectors.joining("&"));
  }

  /// Posts them as the body.
  public static Call post(URI address, Map<String, String> members, Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.put("Content-Type", TYPE);
    return new Call("POST", address, all, encoded(members).getBytes(UTF_8));
  }

  /// RFC 3986 §2.3: what needs no escape has none.
  private static String percent(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
