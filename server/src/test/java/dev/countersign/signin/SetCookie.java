package dev.countersign.signin;

import dev.countersign.support.Reply;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One `Set-Cookie` header, taken apart. `Expires` is left out beside `Max-Age`, which wins
/// (RFC 6265 §4.1.2.2).
record SetCookie(String name, String value, Set<String> attributes) {
  /// How the server library writes a life of zero.
  static final String AT_ONCE = "Expires=Thu, 01 Jan 1970 00:00:00 GMT";

  static List<SetCookie> of(Reply reply) {
    return reply.response().headers().allValues("Set-Cookie").stream().map(SetCookie::of).toList();
  }

  private static SetCookie of(String header) {
    String[] parts = header.split("; ", -1);
    String[] pair = parts[0].split("=", 2);
    var attributes = new TreeSet<>(List.of(parts).subList(1, parts.length));
    boolean lasts = attributes.stream().anyMatch(attribute -> attribute.startsWith("Max-Age="));
    attributes.removeIf(attribute -> lasts && attribute.startsWith("Expires="));
    return new SetCookie(pair[0], pair[1], attributes);
  }
}
