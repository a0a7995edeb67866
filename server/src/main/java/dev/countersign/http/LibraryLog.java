package dev.countersign.http;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The server library's own log: its diary is not ours, and what it says of a stranger's bytes at
/// WARNING would let strangers fill the log. An operator who sets a level keeps it.
final class LibraryLog {
  // Held, for the JDK forgets the level of a logger that nobody holds.
  private static final Logger ALL = Logger.getLogger("org.eclipse.jetty");
  private static final Logger PARSER = Logger.getLogger("org.eclipse.jetty.http");

  private LibraryLog() {}

  static void quiet() {
    if (ALL.getLevel() == null) ALL.setLevel(Level.WARNING);
    if (PARSER.getLevel() == null) PARSER.setLevel(Level.SEVERE);
  }
}
