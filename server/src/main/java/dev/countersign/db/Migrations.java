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
/// list exactly the scripts that are here, with the checksums that they have here.
final class Migrations {
  private static final String HISTORY =
      "SELECT script, checksum, success FROM flyway_schema_history WHERE version IS NOT NULL";

  private final ClassLoader loader;
  private final String folder;

  /// The folder is one of the class path, as in `db/migration`.
  Migrations(ClassLoader loader, String folder) {
    this.loader = loader;
    this.folder = folder;
  }

  void apply(Store store, Line line) throws SQLException {
    if (applied(store, line)) return;
    try {
      Flyway.configure(loader)
          .dataSource(store.migrating())
          .locations("classpath:" + folder)
          .placeholders(Map.of("bytes", store.bytes()))
          .validateMigrationNaming(true)
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
      return !scripts.isEmpty() && scripts.equals(line.run(HISTORY, Migrations::history));
    } catch (SQLException e) {
      // Most likely there is no such table yet; whatever it is, Flyway says it better.
      return false;
    } finally {
      store.rollback(line);
    }
  }

  private static Map<String, Integer> history(PreparedStatement query) throws SQLException {
    Map<String, Integer> history = new HashMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        if (!rows.getBoolean("success")) return Map.of();
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
