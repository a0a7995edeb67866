package dev.countersign.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Tells public addresses from those of this machine, its network, and the ones set apart (the
/// special-purpose registries of IANA, RFC 6890).
final class PublicAddress {
  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) return false;
    return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean relay = first == 192 && second == 88 && third == 99;
    boolean bench = first == 198 && (second == 18 || second == 19);
    boolean documents =
        (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 240 && !shared && !protocols && !relay && !bench && !documents;
  }

  /// Global unicast (2000::/3) without the parts that lead to an IPv4 address or are set apart:
  /// 2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20.
  private static boolean isPublic6(byte[] bytes) {
    boolean global = (bytes[0] & 0xe0) == 0x20;
    boolean protocols = starts(bytes, 0x20, 0x01) && (bytes[2] & 0xfe) == 0;
    boolean documents =
        starts(bytes, 0x20, 0x01, 0x0d, 0xb8)
            || (starts(bytes, 0x3f, 0xff) && (bytes[2] & 0xf0) == 0);
    return global && !protocols && !documents && !starts(bytes, 0x20, 0x02);
  }

  private static boolean starts(byte[] bytes, int... prefix) {
    return Arrays.equals(
        IntStream.range(0, prefix.length).map(i -> bytes[i] & 0xff).toArray(), prefix);
  }
}
