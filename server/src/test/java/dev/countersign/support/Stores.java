package dev.countersign.support;

import dev.countersign.db.Database;
import dev.countersign.db.PostgresUrl;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The two stores, one after the other, each test on a database of its own:
/// `@ParameterizedClass @EnumSource(Stores.class)` on a class whose constructor takes a `Stores`.
public enum Stores {
  SQLITE,
  POSTGRESQL;

  /// A database with the schema and no rows, for the test to close.
  public Database fresh() {
    return place().get();
  }

  /// A fresh place that every call opens again, for a test that closes and comes back.
  public Supplier<Database> place() {
    return switch (this) {
      case SQLITE -> {
        Path folder = TestFolders.copyOf(MigratedFile.FOLDER);
        yield () -> Database.embedded(folder);
      }
      case POSTGRESQL -> {
        PostgresUrl url = PostgresUrl.parse(TestPostgres.copyOf(MigratedDatabase.NAME));
        yield () -> Database.postgres(url);
      }
    };
  }

  /// Where a whole server keeps what it knows: a folder, and the database beside it if there is one.
  public record Home(Path folder, Optional<PostgresUrl> postgres) {}

  /// Made by the first test that asks; the schema takes longer than most tests.
  private static final class MigratedFile {
    static final Path FOLDER = TestFolders.fresh();

    static {
      Database.embedded(FOLDER).close();
    }
  }

  private static final class MigratedDatabase {
    static final String NAME = TestPostgres.create("template1");

    static {
      Database.postgres(PostgresUrl.parse(TestPostgres.url(NAME))).close();
    }
  }
}
