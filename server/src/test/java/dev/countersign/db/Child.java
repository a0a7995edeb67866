package dev.countersign.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A process of its own that writes to the embedded store for many callers at once and prints each
/// id when it is acknowledged. It stops by itself, if nobody kills it first.
final class Child {
  private static final int CALLERS = 16;
  private static final int WORKS = 20_000;

  private Child() {}

  static Process start(Path folder, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString(),
            name)
        .start();
  }

  public static void main(String[] arguments) {
    AtomicInteger works = new AtomicInteger();
    try (Database database = Database.embedded(Path.of(arguments[0]), Items.SCHEMA, 0);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) callers.execute(() -> write(database, arguments[1], works));
    }
  }

  /// Two rows a work, so that half a work can be told from a whole one.
  private static void write(Database database, String name, AtomicInteger works) {
    for (int i = works.incrementAndGet(); i <= WORKS; i = works.incrementAndGet()) {
      String id = name + i;
      database.inTransaction(tx -> Items.put(tx, id) + Items.put(tx, id + "-twin"));
      System.out.println(id + ".");
    }
  }
}
