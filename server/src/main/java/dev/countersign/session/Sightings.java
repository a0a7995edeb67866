package dev.countersign.session;

import dev.countersign.db.Database;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Notes which sessions are in use: at most once a minute for each, some moments later, and many in
/// one transaction, so that reading is not writing. What is noted here is lost in a crash, and
/// nothing hangs on it: a minute of idle time, a moment of grace.
public final class Sightings implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Sightings.class.getName());
  private static final Duration PACE = Duration.ofMinutes(1);
  private static final long FLUSH_MILLIS = 500;
  private static final int MOST = 100_000;

  private final SessionRepository repository = new SessionRepository();
  private final Map<UUID, Sighting> noted = new ConcurrentHashMap<>();
  private final Database database;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sightings").factory());

  private record Sighting(UUID environmentId, int generation, Instant at) {}

  public Sightings(Database database) {
    this.database = database;
  }

  public void start() {
    var _ =
        schedule.scheduleWithFixedDelay(
            this::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
  }

  void note(Session session, int tokenGeneration, Instant now) {
    Generation newest = session.generation();
    // The first replaced none, so nobody waits for it to be shown.
    boolean confirms =
        newest.number() > 0 && newest.number() == tokenGeneration && newest.confirmedAt() == null;
    if (!confirms && now.isBefore(session.lastSeenAt().plus(PACE))) return;
    if (noted.size() >= MOST) return;
    noted.merge(
        session.id(),
        new Sighting(session.environmentId(), tokenGeneration, now),
        (one, other) -> one.generation() > other.generation() ? one : other);
  }

  void flush() {
    var batch = new HashMap<UUID, Sighting>();
    noted.forEach((id, sighting) -> batch.put(id, sighting));
    if (batch.isEmpty()) return;
    try {
      database.inTransaction(
          tx -> {
            batch.forEach(
                (id, seen) ->
                    repository.seen(tx, seen.environmentId(), id, seen.generation(), seen.at()));
            return batch;
          });
      batch.forEach(noted::remove);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "sightings of sessions are put off: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    schedule.shutdown();
    flush();
  }
}
