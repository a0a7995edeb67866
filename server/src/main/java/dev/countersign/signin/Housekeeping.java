package dev.countersign.signin;

import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Removes what has ended, a little at a time, so that no sign-in waits for it; and does what is due
/// by the calendar.
public final class Housekeeping implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  private final Database database;
  private final List<Room> rooms;
  private final Runnable calendar;
  private final Clock clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());

  /// Removes up to `most` things that ended before then, and answers how many.
  @FunctionalInterface
  public interface Room {
    int sweep(Tx tx, Instant before, int most);
  }

  public Housekeeping(Database database, List<Room> rooms, Runnable calendar, Clock clock) {
    this.database = database;
    this.rooms = rooms;
    this.calendar = calendar;
    this.clock = clock;
  }

  public void start() {
    long seconds = EVERY.toSeconds();
    var _ = schedule.scheduleWithFixedDelay(this::sweep, seconds, seconds, TimeUnit.SECONDS);
  }

  public void sweep() {
    Instant before = clock.instant();
    for (Room room : rooms) attempt(() -> empty(room, before));
    attempt(calendar);
  }

  private void empty(Room room, Instant before) {
    while (database.inTransaction(tx -> room.sweep(tx, before, BATCH)) >= BATCH) {
      // More of the same is left.
    }
  }

  private static void attempt(Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "housekeeping is put off: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
