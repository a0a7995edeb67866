package dev.countersign.http;

import java.net.InetAddress;
import java.util.Arrays;

/// A block of IP addresses: all that begin with the same bits (RFC 4632 §3.1, RFC 4291 §2.3). No
/// name is ever looked up.
@SuppressWarnings("ArrayRecordComponent") // Asked, never compared.
record AddressBlock(byte[] start, int bits) {

  /// From `10.0.0.0/8`, `2001:db8::/32` or one address. A block of everything is refused: whoever
  /// is trusted names the client.
  static AddressBlock parse(String text) {
    String[] parts = text.split("/", 2);
    byte[] start = literal(parts[0]).getAddress();
    int whole = start.length * 8;
    int bits = parts.length == 1 ? whole : bits(parts[1]);
    if (bits < 1 || bits > whole)
      throw new IllegalArgumentException("in " + text + ", 1 to " + whole + " bits are expected");
    var block = new AddressBlock(start, bits);
    if (!Arrays.equals(block.cut(start), start))
      throw new IllegalArgumentException(text + " has bits set behind the first " + bits);
    return block;
  }

  boolean contains(InetAddress address) {
    return Arrays.equals(cut(address.getAddress()), start);
  }

  private byte[] cut(byte[] address) {
    byte[] cut = address.clone();
    if (cut.length != start.length) return cut;
    for (int bit = bits; bit < cut.length * 8; bit++) cut[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    return cut;
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
  }

  private static InetAddress literal(String text) {
    return Hop.address(text)
        .orElseThrow(() -> new IllegalArgumentException(text + " is not an IP address"));
  }
}
