package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.StartRefused;
import dev.countersign.support.TestFolders;
import dev.countersign.support.TestPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

  private void write(String sql) throws SQLException {
    store.begin(line);
    line.run(sql, PreparedStatement::executeUpdate);
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
