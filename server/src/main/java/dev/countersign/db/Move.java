package dev.countersign.db;

import dev.countersign.base.StartRefused;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// Carries all rows of an embedded store to an empty PostgreSQL, in one transaction there. Which
/// tables there are it asks the database, so that none can be forgotten.
///
/// The folder is marked as moved before the commit: were both to serve, what is revoked on one would
/// live on on the other. A crash in between leaves nothing there, and a folder that says so.
public final class Move {
  private final Path folder;
  private final PostgresUrl url;
  private final Consumer<String> progress;

  public Move(Path folder, PostgresUrl url, Consumer<String> progress) {
    this.folder = folder;
    this.url = url;
    this.progress = progress;
  }

  /// Refuses with a sentence, and then nothing was changed but the schema of an empty database. What
  /// `check` throws of the source stops it as well.
  public void run(Consumer<Database> check) {
    DataFolder.requireStore(folder);
    Postgres target = new Postgres(url);
    try {
      requireEmpty(target);
      Database.postgres(url).close();
      try (Connection connection = target.migrating().getConnection()) {
        connection.setAutoCommit(false);
        copy(connection, check);
        commit(connection);
      }
    } catch (SQLException e) {
      throw new StartRefused("Nothing was moved to " + url + ": " + e.getMessage());
    } finally {
      target.close();
    }
  }

  /// Before it is migrated: of a database that is in use, not even the schema is touched.
  private void requireEmpty(Postgres target) throws SQLException {
    Line line;
    try {
      line = target.openWriter();
    } catch (SQLException e) {
      throw new StartRefused("The database " + url + " cannot be opened: " + e.getMessage());
    }
    try (line) {
      requireEmpty(MoveTarget.of(line.connection()));
    }
  }

  private void requireEmpty(MoveTarget target) throws SQLException {
    for (MoveTarget.Table table : target.tables())
      if (target.count(table) > 0)
        throw new StartRefused(
            "The database %s holds rows already (table %s); a move needs an empty one."
                .formatted(url, table.name()));
  }

  private void copy(Connection connection, Consumer<Database> check) throws SQLException {
    try (Database source = Database.embedded(folder)) {
      check.accept(source);
      MoveTarget target = MoveTarget.of(connection);
      // Whoever opens the target meanwhile waits, and then finds all of it or nothing.
      target.lock();
      requireEmpty(target);
      requireSameTables(source, target);
      for (MoveTarget.Table table : target.tables()) {
        long copied = new MoveTable(source, table).copy(connection);
        progress.accept("%s: %d".formatted(table.name(), copied));
      }
      for (MoveTarget.Table table : target.tables()) requireSameCount(source, target, table);
    }
  }

  private void commit(Connection connection) throws SQLException {
    try (DataFolder held = DataFolder.hold(folder)) {
      held.markMoved();
      try {
        connection.commit();
      } catch (SQLException e) {
        throw new StartRefused(
            "It is not known whether %s has taken the rows (%s). Where it holds none, %s"
                .formatted(url, e.getMessage(), DataFolder.HOW_BACK));
      }
    }
  }

  private static void requireSameTables(Database source, MoveTarget target) {
    List<String> here = source.read(tx -> tx.list(MoveTable.TABLES, row -> row.text("name")));
    List<String> there = target.tables().stream().map(MoveTarget.Table::name).sorted().toList();
    if (!here.equals(there))
      throw new StartRefused("The tables differ: " + here + " here, " + there + " there.");
  }

  private static void requireSameCount(Database source, MoveTarget target, MoveTarget.Table table)
      throws SQLException {
    long here = source.read(tx -> tx.count("SELECT COUNT(*) FROM " + table.name()));
    long there = target.count(table);
    if (here != there)
      throw new StartRefused(
          "The table %s has %d rows here, and %d came over.".formatted(table.name(), here, there));
  }
}
