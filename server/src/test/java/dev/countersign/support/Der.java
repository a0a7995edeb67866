package dev.countersign.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// DER (X.690 §10) of what certificates are made of.
final class Der {
  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return tagged(0x31, parts);
  }

  static byte[] integer(int value) {
    return tagged(0x02, new byte[] {(byte) value});
  }

  static byte[] enumerated(int value) {
    return tagged(0x0a, new byte[] {(byte) value});
  }

  static byte[] octets(byte[] value) {
    return tagged(0x04, value);
  }

  static byte[] bits(byte[] value) {
    return tagged(0x03, new byte[1], value);
  }

  static byte[] utf8(String text) {
    return tagged(0x0c, text.getBytes(UTF_8));
  }

  static byte[] time(String text) {
    return tagged(0x17, text.getBytes(UTF_8));
  }

  /// A tag of one's own: explicit, of a context (X.690 §8.1.2.4 for those above 30).
  static byte[] explicit(int number, byte[] value) {
    if (number < 31) return tagged(0xa0 | number, value);
    byte[] inner = TestPasskey.joined(length(value.length), value);
    byte[] tag = {(byte) 0xbf, (byte) (0x80 | number >> 7), (byte) (number & 0x7f)};
    return TestPasskey.joined(tag, inner);
  }

  static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    var out = new ByteArrayOutputStream();
    out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      int arc = Integer.parseInt(arcs[i]);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >> shift != 0) out.write(0x80 | ((arc >> shift) & 0x7f));
      }
      out.write(arc & 0x7f);
    }
    return tagged(0x06, out.toByteArray());
  }

  static byte[] tagged(int tag, byte[]... parts) {
    byte[] value = TestPasskey.joined(parts);
    return TestPasskey.joined(new byte[] {(byte) tag}, length(value.length), value);
  }

  private static byte[] length(int length) {
    if (length < 128) return new byte[] {(byte) length};
    if (length < 256) return new byte[] {(byte) 0x81, (byte) length};
    return new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
  }
}
