package dev.countersign.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The numbered scripts that make the schema, applied in order, each once.
///
/// Flyway takes a good part of a start. It is asked only where its own history does not already
/// list the scripts that are here, with the checksums that they have here. What the history lists
/// besides was done by a newer release: nodes change one by one, and this one must start still.
final class Migrations {
  private static final String HISTORY =
      "SELECT script, checksum FROM flyway_schema_history WHERE success = TRUE";

  /// Only a script outside a transaction leaves such a row, and it must be able to run again.
  private static final String FORGET_FAILED =
      "DELETE FROM flyway_schema_history WHERE success = FALSE";

  /// So many seconds to wait for another node that migrates.
  private static final int PATIENCE = 600;

  private final ClassLoader loader;
  private final String folder;

  /// The folder is one of the class path, as in `db/migration`.
  Migrations(ClassLoader loader, String folder) {
    this.loader = loader;
    this.folder = folder;
  }

  void apply(Store store, Line line) throws SQLException {
    if (applied(store, line)) return;
    forgetFailed(store, line);
    try {
      Flyway.configure(loader)
          .dataSource(store.migrating())
          .locations("classpath:" + folder)
          .placeholders(store.words())
          .validateMigrationNaming(true)
          .ignoreMigrationPatterns("*:future")
          // A transaction that holds the lock would keep an index from being made concurrently.
          .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
          .lockRetryCount(PATIENCE)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartRefused("The database " + store + " cannot be migrated: " + e.getMessage());
    }
  }

  boolean applied(Store store, Line line) throws SQLException {
    Map<String, Integer> scripts = scripts();
    store.begin(line);
    try {
      var history = line.run(HISTORY, Migrations::history);
      return !scripts.isEmpty() && history.entrySet().containsAll(scripts.entrySet());
    } catch (SQLException e) {
      // Most likely there is no such table yet; whatever it is, Flyway says it better.
      return false;
    } finally {
      store.rollback(line);
    }
  }

  private static void forgetFailed(Store store, Line line) throws SQLException {
    store.begin(line);
    try {
      line.run(FORGET_FAILED, PreparedStatement::executeUpdate);
      store.commit(line);
    } catch (SQLException e) {
      // As above.
      store.rollback(line);
    }
  }

  private static Map<String, Integer> history(PreparedStatement query) throws SQLException {
    Map<String, Integer> history = new HashMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        history.put(rows.getString("script"), rows.getInt("checksum"));
      }
    }
    return history;
  }

  private Map<String, Integer> scripts() {
    Map<String, Integer> scripts = new HashMap<>();
    try {
      for (URL url : Collections.list(loader.getResources(folder))) {
        for (String script : scripts(url)) {
          URL file = loader.getResource(folder + "/" + script);
          if (file != null) scripts.put(script, checksum(file));
        }
      }
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> scripts(URL url) throws IOException {
    if (url.openConnection() instanceof JarURLConnection packed) {
      packed.setUseCaches(false);
      try (JarFile jar = packed.getJarFile()) {
        return jar.stream()
            .map(JarEntry::getName)
            .filter(this::script)
            .map(Migrations::name)
            .toList();
      }
    }
    try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
      return files
          .map(file -> folder + "/" + file.getFileName())
          .filter(this::script)
          .map(Migrations::name)
          .toList();
    }
  }

  private boolean script(String path) {
    return path.startsWith(folder + "/") && path.endsWith(".sql");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// As Flyway reckons it: over the lines, without their ends.
  private static int checksum(URL script) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = script.openStream()) {
      new String(in.readAllBytes(), UTF_8)
          .lines()
          .forEach(line -> sum.update(line.getBytes(UTF_8)));
    }
    return (int) sum.getValue();
  }
}
