package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.StartRefused;
import dev.countersign.support.TestFolders;
import dev.countersign.support.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Items.class)
@Timeout(60)
class MigrationsTest {
  @AutoClose private final Store store;
  @AutoClose private final Line line;

  MigrationsTest(Items items) throws SQLException {
    this.store =
        switch (items) {
          case SQLITE -> new Sqlite(DataFolder.hold(TestFolders.fresh()), 0);
          case POSTGRESQL -> new Postgres(PostgresUrl.parse(TestPostgres.fresh()));
        };
    this.line = store.openWriter();
  }

  @Test
  void knowsAgainWhatFlywayDid() throws SQLException {
    assertThat(Items.SCHEMA.applied(store, line)).isFalse();

    Items.SCHEMA.apply(store, line);

    assertThat(Items.SCHEMA.applied(store, line)).isTrue();
  }

  @Test
  void asksFlywayWhereTheHistoryIsAnother() throws SQLException {
    Items.SCHEMA.apply(store, line);

    for (String change :
        List.of("checksum = checksum + 1", "script = 'V0001__other.sql'", "success = FALSE")) {
      write("CREATE TABLE kept AS SELECT * FROM flyway_schema_history");
      write("UPDATE flyway_schema_history SET " + change);
      assertThat(Items.SCHEMA.applied(store, line)).as(change).isFalse();

      write("DELETE FROM flyway_schema_history");
      assertThat(Items.SCHEMA.applied(store, line)).isFalse();

      write("INSERT INTO flyway_schema_history SELECT * FROM kept");
      write("DROP TABLE kept");
      assertThat(Items.SCHEMA.applied(store, line)).isTrue();
    }
  }

  @Test
  void refusesADatabaseMadeByAnotherScriptOfTheSameNumber() throws SQLException {
    Items.SCHEMA.apply(store, line);
    write("UPDATE flyway_schema_history SET checksum = checksum + 1");

    assertThatThrownBy(() -> Items.SCHEMA.apply(store, line))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be migrated")
        .hasMessageContaining("checksum mismatch");
  }

  @Test
  void findsItsScriptsInAJarToo() throws Exception {
    Items.SCHEMA.apply(store, line);

    try (URLClassLoader packed = new URLClassLoader(new URL[] {jar().toUri().toURL()}, null)) {
      assertThat(new Migrations(packed, Items.FOLDER).applied(store, line)).isTrue();
    }
  }

  @Test
  void startsOnTheSchemaOfANewerRelease() throws SQLException {
    newer("CREATE TABLE later (id TEXT NOT NULL PRIMARY KEY);", "").apply(store, line);

    assertThat(Items.SCHEMA.applied(store, line)).isTrue();
    Items.SCHEMA.apply(store, line);

    // Also where it asks Flyway, as every release before this one does.
    write("UPDATE flyway_schema_history SET checksum = NULL WHERE version = '0001'");
    assertThat(Items.SCHEMA.applied(store, line)).isFalse();
    Items.SCHEMA.apply(store, line);
    assertThat(history()).containsExactly("V0001__a_table_to_test_with.sql", "V0002__newer.sql");
  }

  @Test
  void makesAnIndexWithoutATransaction() throws SQLException {
    Migrations newer = newer(INDEX, "executeInTransaction=false");

    newer.apply(store, line);

    assertThat(newer.applied(store, line)).isTrue();
    write("INSERT INTO item (id, amount, made) VALUES ('a', 1, 1)");
    assertThatThrownBy(() -> write("INSERT INTO item (id, amount, made) VALUES ('b', 1, 1)"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void runsAgainWhatFailedOutsideATransaction() throws SQLException {
    Items.SCHEMA.apply(store, line);
    write("INSERT INTO item (id, amount, made) VALUES ('a', 1, 1), ('b', 1, 1)");
    Migrations newer = newer(INDEX, "executeInTransaction=false");
    assertThatThrownBy(() -> newer.apply(store, line)).isInstanceOf(StartRefused.class);
    assertThat(newer.applied(store, line)).isFalse();
    // The release before goes on as if nothing had been tried.
    assertThat(Items.SCHEMA.applied(store, line)).isTrue();

    write("DELETE FROM item WHERE id = 'b'");
    newer.apply(store, line);

    assertThat(newer.applied(store, line)).isTrue();
  }

  private static final String INDEX =
      """
      DROP INDEX IF EXISTS item_made;
      CREATE UNIQUE INDEX ${concurrently} item_made ON item (made);
      """;

  /// The release after: the same script, and one more.
  private static Migrations newer(String script, String settings) {
    try {
      Path root = TestFolders.fresh();
      Path folder = Files.createDirectory(root.resolve("newer"));
      String first = "V0001__a_table_to_test_with.sql";
      try (var in = MigrationsTest.class.getResourceAsStream("/" + Items.FOLDER + "/" + first)) {
        Files.copy(Objects.requireNonNull(in), folder.resolve(first));
      }
      Files.writeString(folder.resolve("V0002__newer.sql"), script);
      if (!settings.isEmpty()) Files.writeString(folder.resolve("V0002__newer.sql.conf"), settings);
      URL[] place = {root.toUri().toURL()};
      return new Migrations(
          new URLClassLoader(place, MigrationsTest.class.getClassLoader()), "newer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> history() throws SQLException {
    store.begin(line);
    try {
      return line.run(
          "SELECT script FROM flyway_schema_history WHERE success = TRUE ORDER BY script",
          query -> {
            try (var rows = query.executeQuery()) {
              var scripts = new ArrayList<String>();
              while (rows.next()) scripts.add(rows.getString(1));
              return scripts;
            }
          });
    } finally {
      store.rollback(line);
    }
  }

  private void write(String sql) throws SQLException {
    store.begin(line);
    try {
      line.run(sql, PreparedStatement::executeUpdate);
    } catch (SQLException e) {
      store.rollback(line);
      throw e;
    }
    store.commit(line);
  }

  private static Path jar() throws IOException {
    String script = Items.FOLDER + "/V0001__a_table_to_test_with.sql";
    Path jar = TestFolders.fresh().resolve("packed.jar");
    try (var in = MigrationsTest.class.getResourceAsStream("/" + script);
        var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(Items.FOLDER + "/"));
      out.putNextEntry(new JarEntry(script));
      Objects.requireNonNull(in).transferTo(out);
    }
    return jar;
  }
}
