package dev.countersign.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The proxies in front of the server, and what may be believed of what they say. From anyone else
/// the forwarding headers are a stranger's own words and not looked at.
public final class Proxies {
  public static final Proxies NONE = new Proxies(List.of());

  private static final Pattern HOST =
      Pattern.compile(
          "([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final List<AddressBlock> trusted;

  private Proxies(List<AddressBlock> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /// From addresses and CIDR blocks, separated by commas.
  public static Proxies parse(String text) {
    return new Proxies(
        Arrays.stream(text.split(",", -1)).map(String::strip).map(AddressBlock::parse).toList());
  }

  /// Who sent a request: the client, as far as the trusted see; and what the first of them was asked
  /// for, where it says.
  record Sender(InetAddress address, Optional<Boolean> secure, Optional<String> host) {}

  Sender sender(InetAddress peer, Function<String, List<String>> headers) {
    if (!trusts(peer)) return new Sender(peer, Optional.empty(), Optional.empty());
    return new Sender(
        client(peer, headers),
        single(headers.apply("X-Forwarded-Proto")).flatMap(Proxies::secure),
        single(headers.apply("X-Forwarded-Host")).flatMap(Proxies::host));
  }

  /// A proxy adds to one of the two headers and may pass the other one on as the client wrote it.
  /// Where both are there and tell two stories, neither is believed.
  private InetAddress client(InetAddress peer, Function<String, List<String>> headers) {
    List<String> listed = headers.apply("X-Forwarded-For");
    List<String> elements = headers.apply("Forwarded");
    if (elements.isEmpty()) return walk(peer, Hop.listed(listed));
    InetAddress told = walk(peer, Hop.elements(elements));
    if (listed.isEmpty()) return told;
    return told.equals(walk(peer, Hop.listed(listed))) ? told : peer;
  }

  /// From the right, since each proxy writes behind what it was given: everything left of the first
  /// stranger is his own. What cannot be read ends the walk at the proxy that wrote it.
  private InetAddress walk(InetAddress peer, List<Optional<InetAddress>> hops) {
    InetAddress seen = peer;
    for (var hop : hops.reversed()) {
      if (hop.isEmpty()) return seen;
      seen = hop.get();
      if (!trusts(seen)) return seen;
    }
    return seen;
  }

  private boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(block -> block.contains(address));
  }

  private static Optional<String> single(List<String> lines) {
    return lines.size() == 1 ? Optional.of(lines.getFirst().strip()) : Optional.empty();
  }

  private static Optional<Boolean> secure(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "https" -> Optional.of(true);
      case "http" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<String> host(String text) {
    Matcher host = HOST.matcher(text);
    return host.matches() ? Optional.of(host.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
  }
}
