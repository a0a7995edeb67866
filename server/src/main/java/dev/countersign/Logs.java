package dev.countersign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/// How the server logs, unless the operator named a file of their own.
final class Logs {
  private Logs() {}

  static void configure() {
    if (System.getProperty("java.util.logging.config.file") != null) return;
    try (InputStream defaults = Logs.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(defaults);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
