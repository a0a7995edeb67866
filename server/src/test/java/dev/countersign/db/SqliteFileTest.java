package dev.countersign.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.StartRefused;
import dev.countersign.support.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the embedded store does with its folder.
@Timeout(60)
class SqliteFileTest {
  private final Path folder = TestFolders.fresh().resolve("made/on/demand");

  @Test
  void keepsItsFilesFromOtherUsers() throws IOException {
    try (Database database = open()) {
      database.inTransaction(tx -> Items.put(tx, "a"));

      assertThat(mode(folder)).isEqualTo("rwx------");
      try (var files = Files.list(folder)) {
        assertThat(files)
            .hasSize(4)
            .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void tightensAFileThatOthersCouldRead() throws IOException {
    open().close();
    Path file = folder.resolve("countersign.db");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    open().close();

    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void keepsItsWordToTheDisk() {
    try (Database database = open()) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(database, "temp_store")).isEqualTo("2");
    }
  }

  @Test
  void refusesASecondDatabaseOnTheSameFolder() {
    try (Database database = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("is in use by a running Countersign");

      database.inTransaction(tx -> Items.put(tx, "a"));
    }
    try (Database database = open()) {
      assertThat(Items.count(database)).isEqualTo(1);
    }
  }

  @Test
  void refusesASecondProcessOnTheSameFolder() throws Exception {
    try (Database database = open()) {
      Process second = Child.start(folder, "child-");
      try {
        assertThat(second.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(new String(second.getErrorStream().readAllBytes(), UTF_8))
            .contains("is in use by a running Countersign");
      } finally {
        second.destroyForcibly();
      }
      assertThat(Items.count(database)).isZero();
    }
  }

  @Test
  void saysWhatIsWrongWithAFolderThatIsNone() throws IOException {
    Path file = Files.createFile(TestFolders.fresh().resolve("file"));

    assertThatThrownBy(() -> Database.embedded(file, Items.SCHEMA, 0))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void saysSoWhenTheFileIsNoDatabase() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("countersign.db"), "not a database, but long enough".repeat(99));

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("countersign.db cannot be opened");
  }

  private Database open() {
    return Database.embedded(folder, Items.SCHEMA, 0);
  }

  private static String pragma(Database database, String name) {
    // Asked on the writer's connection, the one that matters.
    return database
        .inTransaction(tx -> tx.one("PRAGMA " + name, row -> row.text(name)))
        .orElseThrow();
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
