package dev.countersign.db;

import dev.countersign.base.StartRefused;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The group commit: one thread and one connection that write all that waits in one transaction.
///
/// No share is settled before its transaction has ended, not even a refused one: its reason may be
/// what a neighbour wrote. A share that fails is undone alone. When the transaction itself fails,
/// each share is run once more by itself, unless the first may have been committed after all.
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final Store store;
  private final Waiting waiting;
  private final LongAdder commits;
  private @Nullable Line line;

  Writer(Store store, Waiting waiting, LongAdder commits, @Nullable Line line) {
    this.store = store;
    this.waiting = waiting;
    this.commits = commits;
    this.line = line;
  }

  @Override
  public void run() {
    while (!waiting.over()) {
      List<Share<?>> batch = waiting.take(store.most());
      if (batch.isEmpty()) rest();
      else write(batch);
    }
    hangUp();
  }

  /// Speaks now and then, lest something on the way forget a connection that is silent for long.
  private void rest() {
    if (line == null) return;
    try {
      store.begin(line);
      line.execute("SELECT 1");
      store.rollback(line);
    } catch (SQLException e) {
      hangUp();
    }
  }

  private void write(List<Share<?>> batch) {
    try {
      if (attempt(batch, store::begin) == null) return;
      for (Share<?> share : batch) alone(share);
    } catch (SQLException | StartRefused e) {
      // It is not there for anyone: better all learn it now than each after a time-out of its own.
      refuse(batch, e);
      refuse(waiting.takeAll(), e);
    } catch (RuntimeException | Error e) {
      LOG.error("the writer failed", e);
      hangUp();
      refuse(batch, e);
    }
  }

  /// Of two that were in each other's way one gets through, so the other soon does.
  private void alone(Share<?> share) throws SQLException {
    SQLException undone = attempt(List.of(share), store::beginAgain);
    for (int more = 2; more > 0 && undone != null; more--) {
      if (store.failure(undone) != Failure.CONFLICT) break;
      undone = attempt(List.of(share), store::beginAgain);
    }
    if (undone != null) share.fail(store.failure(undone).exception(undone, "COMMIT"));
  }

  /// Null when every share is settled, else what undid them all. Throws when there is no connection.
  private @Nullable SQLException attempt(List<Share<?>> batch, Start start) throws SQLException {
    Line open = connected();
    boolean anything;
    try {
      start.on(open);
      anything = fill(open, batch);
    } catch (SQLException e) {
      undo(open, e);
      return e;
    }
    try {
      if (anything) commit(open);
      else store.rollback(open);
    } catch (SQLException e) {
      undo(open, e);
      if (store.failure(e) != Failure.OUTAGE) return e;
      // It may be on disk, and a second run would write it twice.
      refuse(batch, e);
      return null;
    }
    batch.forEach(Share::conclude);
    return null;
  }

  /// Whether any share left something to commit.
  private boolean fill(Line open, List<Share<?>> batch) throws SQLException {
    boolean several = batch.size() > 1;
    boolean anything = false;
    boolean kept = false;
    if (several) open.execute("SAVEPOINT work");
    for (Share<?> share : batch) {
      if (kept) store.next(open);
      Tx tx = new Tx(store, open);
      kept = share.run(tx);
      anything |= kept;
      SQLException spoiler = tx.spoiler();
      if (spoiler != null) throw spoiler;
      if (!kept && several) open.execute("ROLLBACK TO SAVEPOINT work");
    }
    return anything;
  }

  private void commit(Line open) throws SQLException {
    store.commit(open);
    commits.increment();
  }

  private void undo(Line open, SQLException cause) {
    LOG.debug("a transaction failed", cause);
    try {
      if (store.failure(cause) == Failure.OUTAGE) hangUp();
      else store.rollback(open);
    } catch (SQLException e) {
      hangUp();
    }
  }

  private Line connected() throws SQLException {
    Line open = line == null ? store.openWriter() : line;
    line = open;
    return open;
  }

  private void hangUp() {
    if (line != null) line.close();
    line = null;
  }

  private static void refuse(List<Share<?>> batch, Throwable cause) {
    if (!batch.isEmpty()) LOG.warn("refused {} works: {}", batch.size(), cause.getMessage());
    for (Share<?> share : batch) share.fail(Failure.refusal(cause));
  }

  @FunctionalInterface
  private interface Start {
    void on(Line line) throws SQLException;
  }
}
