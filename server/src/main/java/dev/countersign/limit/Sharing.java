package dev.countersign.limit;

import dev.countersign.db.Database;
import dev.countersign.limit.LimitRepository.Window;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Tells other nodes about once a second who uses much here, and learns what he uses there. A few
/// hundred subjects at a time in one transaction: what is left over waits for the next.
final class Sharing implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Sharing.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int MOST = 200;

  /// The same on each node, so that two do not wait for each other's rows.
  private static final Comparator<Tally> ORDER =
      Comparator.comparing((Tally tally) -> tally.key().limit())
          .thenComparing(tally -> tally.key().subject());

  private final Database database;
  private final LimitRepository repository;
  private final Clock clock;
  private final Set<Tally> used = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("limits").factory());

  private record Told(Tally tally, long uses) {}

  Sharing(Database database, LimitRepository repository, Clock clock) {
    this.database = database;
    this.repository = repository;
    this.clock = clock;
  }

  void start() {
    long millis = EVERY.toMillis();
    var _ = schedule.scheduleWithFixedDelay(this::share, millis, millis, TimeUnit.MILLISECONDS);
  }

  void add(Tally tally) {
    used.add(tally);
  }

  /// Without the database each node counts alone.
  void share() {
    List<Told> told = next();
    if (told.isEmpty()) return;
    try {
      Instant now = clock.instant();
      List<Window> windows =
          database.inTransaction(
              tx -> {
                var answers = new ArrayList<Window>(told.size());
                for (Told each : told)
                  answers.add(
                      repository.use(
                          tx,
                          LimitRepository.DEPLOYMENT,
                          each.tally().key(),
                          each.uses(),
                          now,
                          now.plus(each.tally().rule().window())));
                return answers;
              });
      for (int i = 0; i < told.size(); i++)
        told.get(i).tally().learn(told.get(i).uses(), windows.get(i));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "limits are counted on this node alone: " + e.getMessage());
    }
  }

  private List<Told> next() {
    List<Tally> next = used.stream().limit(MOST).sorted(ORDER).toList();
    // Before the uses are read, so that one used meanwhile comes back.
    next.forEach(used::remove);
    return next.stream().map(tally -> new Told(tally, tally.untold())).toList();
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
