package dev.countersign.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A file of this room's resources.
final class Resource {
  private Resource() {}

  static String text(String name) {
    try (var file = Resource.class.getResourceAsStream("/delivery/" + name)) {
      if (file == null) throw new IllegalStateException("the build lacks delivery/" + name);
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
