package dev.countersign.hostname;

import java.net.URI;

/// A resolver to ask in place of the machine's own: a name or an address, and perhaps a port.
public record DnsServer(String host, int port) {
  private static final int STANDARD_PORT = 53;

  /// Reads `host`, `host:port` or `[address]:port`.
  public static DnsServer parse(String text) {
    URI uri = URI.create("dns://" + text);
    int port = uri.getPort() < 0 ? STANDARD_PORT : uri.getPort();
    boolean bare = text.equals(uri.getRawAuthority()) && uri.getUserInfo() == null;
    if (uri.getHost() == null || !bare || port == 0 || port > 65_535)
      throw new IllegalArgumentException("a DNS server is a host and perhaps a port");
    return new DnsServer(uri.getHost(), port);
  }

  String url() {
    return "dns://" + host + ":" + port;
  }
}
