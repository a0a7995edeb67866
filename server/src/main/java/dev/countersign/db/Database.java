package dev.countersign.db;

import dev.countersign.base.StartRefused;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the rows live: the embedded SQLite file or PostgreSQL, behind one SQL.
public final class Database implements AutoCloseable {
  private static final Migrations SCHEMA =
      new Migrations(Database.class.getClassLoader(), "db/migration");

  private final Store store;
  private final Waiting waiting = new Waiting();
  private final LongAdder commits = new LongAdder();
  private final List<Thread> writers = new ArrayList<>();
  private final List<Consumer<News>> ears = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Database(Store store, Line first) {
    this.store = store;
    for (int i = 0; i < store.writers(); i++) {
      Writer writer = new Writer(store, waiting, commits, i == 0 ? first : null);
      writers.add(Thread.ofPlatform().name("countersign-writer-" + i).daemon().start(writer));
    }
    store.listen(this::spread);
  }

  /// The file `countersign.db` in the folder, made where it is not there. One process at a time.
  public static Database embedded(Path folder) {
    return embedded(folder, SCHEMA, 0);
  }

  public static Database postgres(PostgresUrl url) {
    return postgres(url, SCHEMA);
  }

  /// With a bound on the file's pages, 0 for none, so that a test can fill the disk.
  static Database embedded(Path folder, Migrations schema, int maximumPages) {
    DataFolder.requireNotMoved(folder);
    return open(new Sqlite(DataFolder.hold(folder), maximumPages), schema);
  }

  static Database postgres(PostgresUrl url, Migrations schema) {
    return open(new Postgres(url), schema);
  }

  private static Database open(Store store, Migrations schema) {
    try {
      Line first = store.openWriter();
      schema.apply(store, first);
      return new Database(store, first);
    } catch (SQLException e) {
      store.close();
      throw new StartRefused("The database " + store + " cannot be opened: " + e.getMessage());
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /// Runs the work in a transaction, which it may share with others. Returns only when what it wrote
  /// is on disk; throws what the work threw, and then the work has left nothing.
  public <T extends @Nullable Object> T inTransaction(Work<T> work) {
    Share<T> share = share(work);
    waiting.add(share);
    T result = share.await();
    share.news().forEach(this::spread);
    return result;
  }

  /// Runs on the thread that made the change, or that heard of it: it must be quick, and not throw.
  public void onNews(Consumer<News> ear) {
    ears.add(ear);
  }

  /// Runs the work on a connection that only reads; it sees all that was committed before.
  public <T extends @Nullable Object> T read(Work<T> work) {
    Share<T> share = share(work);
    // One that broke while it lay idle is no reason to refuse.
    if (!read(share)) read(share);
    share.conclude();
    return share.await();
  }

  /// Whether it can be read and written, found out within seconds.
  public boolean alive() {
    return !closed.get() && store.readers().alive();
  }

  public String kind() {
    return store.kind();
  }

  /// Whether other nodes may be at work on it.
  public boolean shared() {
    return store.shared();
  }

  /// Finishes what has been asked for and refuses what comes after.
  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    waiting.close();
    boolean interrupted = false;
    for (int i = 0; i < writers.size(); ) {
      try {
        writers.get(i).join();
        i++;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    store.close();
    if (interrupted) Thread.currentThread().interrupt();
  }

  /// How many transactions were committed, to be held against how many works they carried.
  long commits() {
    return commits.sum();
  }

  int writers() {
    return store.writers();
  }

  int waiting() {
    return waiting.size();
  }

  @Override
  public String toString() {
    return store.toString();
  }

  private void spread(News news) {
    ears.forEach(ear -> ear.accept(news));
  }

  private <T extends @Nullable Object> Share<T> share(Work<T> work) {
    if (writers.contains(Thread.currentThread()))
      throw new IllegalStateException("a work uses its own Tx and opens no other");
    return new Share<>(work);
  }

  /// False where the connection was at fault.
  private boolean read(Share<?> share) {
    Line line;
    try {
      line = store.readers().take();
    } catch (SQLException e) {
      throw Failure.refusal(e);
    }
    Tx tx = new Tx(store, line);
    share.run(tx);
    boolean sound = tx.spoiler() == null;
    if (sound) store.readers().giveBack(line);
    else store.readers().giveUp(line);
    return sound;
  }
}
