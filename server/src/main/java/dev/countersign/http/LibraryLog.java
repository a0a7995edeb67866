package dev.countersign.http;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The server library's own log: its diary is not ours, and what it says of a stranger's bytes at
/// WARNING would let strangers fill the log. An operator who sets a level keeps it.
final class LibraryLog {
  // Held, for the JDK forgets the level of a logger that nobody holds.
  private static final Logger ALL = Logger.getLogger("org.eclipse.jetty");
  private static final List<Logger> READERS =
      List.of(
          Logger.getLogger("org.eclipse.jetty.http"),
          Logger.getLogger("org.eclipse.jetty.util.HostPort"));

  private LibraryLog() {}

  static void quiet() {
    quiet(ALL, Level.WARNING);
    READERS.forEach(reader -> quiet(reader, Level.SEVERE));
  }

  private static void quiet(Logger logger, Level level) {
    if (logger.getLevel() == null) logger.setLevel(level);
  }
}
