package dev.countersign.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Whom a limit of IP addresses counts.
final class Subject {
  /// What one customer has of IPv6 at the least (RFC 6177 §2): within it he takes what address he
  /// likes.
  private static final int CUSTOMER_BYTES = 8;

  private Subject() {}

  /// The address itself, and its /64 for IPv6. An IPv4 address that was mapped into IPv6 is IPv4.
  static String of(String address) {
    return InetAddress.ofLiteral(address) instanceof Inet6Address six
        ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), CUSTOMER_BYTES)) + "/64"
        : InetAddress.ofLiteral(address).getHostAddress();
  }
}
