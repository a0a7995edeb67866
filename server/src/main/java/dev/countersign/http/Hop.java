package dev.countersign.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One entry of a forwarding header: whom a proxy saw before itself. Empty where it does not say.
final class Hop {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern NODE =
      Pattern.compile("(?:\\[([^\\]]+)]|([^:\\[\\]]+))(?::[0-9]{1,5})?|([^\\[\\]]*:[^\\[\\]]*:.*)");
  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|;)[ \\t]*for=(?:\"([^\"\\\\]*)\"|([^\";, \\t]*))[ \\t]*(?=;|$)");

  private Hop() {}

  /// Of `X-Forwarded-For`, from the first proxy to the last: `192.0.2.1`, `2001:db8::1`, with or
  /// without brackets and a port.
  static List<Optional<InetAddress>> listed(List<String> lines) {
    return entries(lines).stream().map(Hop::node).toList();
  }

  /// The `for` of each element of `Forwarded` (RFC 7239 §4 and §6). A quoted comma is not known to
  /// any proxy, and makes two broken elements.
  static List<Optional<InetAddress>> elements(List<String> lines) {
    return entries(lines).stream().map(Hop::element).toList();
  }

  /// A literal as people write it. The forms that C reads besides, as 127.1 or 0x7f000001, are not:
  /// the proxy may have read them in another way.
  static Optional<InetAddress> address(String text) {
    if (!IPV4.matcher(text).matches() && !(text.contains(":") && IPV6.matcher(text).matches()))
      return Optional.empty();
    try {
      // An IPv4 address that was mapped into IPv6 comes back as IPv4.
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static List<String> entries(List<String> lines) {
    var entries = new ArrayList<String>();
    for (String line : lines) for (String entry : line.split(",", -1)) entries.add(entry.strip());
    return entries;
  }

  private static Optional<InetAddress> element(String element) {
    Matcher found = FOR.matcher(element);
    if (!found.find()) return Optional.empty();
    String node = found.group(1) == null ? found.group(2) : found.group(1);
    // Two of them have two meanings.
    return found.find() ? Optional.empty() : node(node);
  }

  private static Optional<InetAddress> node(String text) {
    Matcher node = NODE.matcher(text);
    if (!node.matches()) return Optional.empty();
    if (node.group(1) != null)
      return node.group(1).contains(":") ? address(node.group(1)) : Optional.empty();
    return address(node.group(2) != null ? node.group(2) : node.group(3));
  }
}
