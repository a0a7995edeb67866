package dev.countersign.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteDataSource;

/// A few read-only connections to the file, each opened when first needed.
final class SqliteReaders implements Readers {
  private static final int MOST = 4;
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final SQLiteDataSource source;
  private final Semaphore free = new Semaphore(MOST);

  /// The one used last comes first: its pages and statements are warm.
  private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();

  SqliteReaders(SQLiteDataSource source) {
    this.source = source;
  }

  @Override
  public Line take() throws SQLException {
    await();
    Line line = idle.pollFirst();
    if (line != null) return line;
    try {
      return Sqlite.open(source);
    } catch (SQLException e) {
      free.release();
      throw e;
    }
  }

  @Override
  public void giveBack(Line line) {
    idle.addFirst(line);
    free.release();
  }

  @Override
  public void giveUp(Line line) {
    line.close();
    free.release();
  }

  @Override
  public boolean alive() {
    try {
      Line line = take();
      try {
        return line.run("SELECT COUNT(*) FROM sqlite_schema", PreparedStatement::execute);
      } finally {
        giveUp(line);
      }
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    for (Line line = idle.pollFirst(); line != null; line = idle.pollFirst()) line.close();
  }

  private void await() throws SQLException {
    boolean mine = false;
    try {
      mine = free.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!mine) throw new SQLTransientConnectionException("every reading connection is in use");
  }
}
