package dev.countersign.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A few connections that only read, each opened when first needed.
final class Readers implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final Source source;
  private final Semaphore free;

  /// The one used last comes first: its pages and its statements are warm.
  private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();

  Readers(Source source, int most) {
    this.source = source;
    this.free = new Semaphore(most);
  }

  /// Waits a bounded time for a free one.
  Line take() throws SQLException {
    await();
    try {
      Line line = idle.pollFirst();
      if (line != null && line.sound()) return line;
      if (line != null) forget(line);
      return source.open();
    } catch (SQLException | RuntimeException | Error e) {
      free.release();
      throw e;
    }
  }

  void giveBack(Line line) {
    idle.addFirst(line);
    free.release();
  }

  /// For one that failed.
  void giveUp(Line line) {
    forget(line);
    free.release();
  }

  /// Whether the database answers, found out within seconds.
  boolean alive() {
    try {
      Line line = take();
      boolean answers = line.answers();
      if (answers) giveBack(line);
      else giveUp(line);
      return answers;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    for (Line line = idle.pollFirst(); line != null; line = idle.pollFirst()) line.close();
  }

  /// What broke one connection most likely broke those that lay idle for longer.
  private void forget(Line line) {
    line.close();
    close();
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

  @FunctionalInterface
  interface Source {
    Line open() throws SQLException;
  }
}
