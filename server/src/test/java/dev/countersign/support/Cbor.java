package dev.countersign.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/// CBOR (RFC 8949 §3) of what authenticators write: whole numbers, bytes, texts, arrays and maps.
public final class Cbor {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Cbor() {}

  /// A map is written in the order that it has.
  public static byte[] of(Object value) {
    var cbor = new Cbor();
    cbor.write(value);
    return cbor.out.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case Integer number -> head(number < 0 ? 1 : 0, number < 0 ? -1 - number : number);
      case byte[] bytes -> {
        head(2, bytes.length);
        out.writeBytes(bytes);
      }
      case String text -> {
        head(3, text.getBytes(UTF_8).length);
        out.writeBytes(text.getBytes(UTF_8));
      }
      case List<?> list -> {
        head(4, list.size());
        list.forEach(this::write);
      }
      case Map<?, ?> map -> {
        head(5, map.size());
        map.forEach(
            (name, member) -> {
              write(name);
              write(member);
            });
      }
      default -> throw new IllegalArgumentException("no CBOR for " + value.getClass());
    }
  }

  private void head(int major, int number) {
    if (number < 24) {
      out.write(major << 5 | number);
    } else if (number < 256) {
      out.write(major << 5 | 24);
      out.write(number);
    } else if (number < 65_536) {
      out.write(major << 5 | 25);
      out.write(number >> 8);
      out.write(number);
    } else {
      throw new IllegalArgumentException("too large: " + number);
    }
  }
}
