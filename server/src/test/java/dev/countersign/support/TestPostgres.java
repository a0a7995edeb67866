package dev.countersign.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// One real PostgreSQL for all tests of this process, on a free port.
/// It stops when the process ends, however it ends.
public final class TestPostgres {
  private static final AtomicInteger MADE = new AtomicInteger();

  private TestPostgres() {}

  /// The URL of a database of its own, empty.
  public static String fresh() {
    return url(create("template1"));
  }

  public static int port() {
    return Server.RUNNING.getPort();
  }

  static String copyOf(String original) {
    return url(create(original));
  }

  static String create(String original) {
    String name = "test_" + MADE.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + original);
    return name;
  }

  static String url(String database) {
    return "postgresql://postgres@127.0.0.1:" + port() + "/" + database;
  }

  /// As the superuser, in the database that every server has.
  public static void execute(String sql) {
    try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        Path folder = Files.createTempDirectory("countersign-postgres");
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setRegisterShutdownHook(false)
                // These tests kill our own process, never the machine: what PostgreSQL wrote is
                // there.
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        stopWithThisProcess(folder);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// A shell whose input ends with us, even by `kill -9`. At once: nobody needs these rows again.
    private static void stopWithThisProcess(Path folder) throws IOException {
      String wait =
          "trap '' INT TERM HUP; cat; kill -QUIT $(head -n 1 $0/postmaster.pid); sleep 1; rm -rf"
              + " $0";
      new ProcessBuilder("sh", "-c", wait, folder.toString())
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    }
  }
}
