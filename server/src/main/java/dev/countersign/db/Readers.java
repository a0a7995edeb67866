package dev.countersign.db;

import java.sql.SQLException;

/// The connections that only read. Each statement on one sees all that is committed before it.
sealed interface Readers extends AutoCloseable permits SqliteReaders, PostgresReaders {
  /// Waits a bounded time for a free one.
  Line take() throws SQLException;

  void giveBack(Line line);

  /// For one that failed: it is closed and replaced.
  void giveUp(Line line);

  /// Whether the database answers, found out within seconds.
  boolean alive();

  @Override
  void close();
}
