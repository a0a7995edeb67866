package dev.countersign.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.limit.Limit.Counting;
import dev.countersign.limit.LimitRepository.Counted;
import dev.countersign.limit.LimitRepository.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/// Counts uses. What guards a person is counted in the database and holds across nodes and restarts;
/// what guards the load of the server is counted in this process, and other nodes are told of it.
public final class Limits implements AutoCloseable {
  private static final int SUBJECTS = 100_000;

  private final LimitRepository repository = new LimitRepository();
  private final LimitSettings settings;
  private final Database database;
  private final Clock clock;
  private final Sharing sharing;
  private final Map<Limit, LoadingCache<String, Tally>> tallies = new EnumMap<>(Limit.class);

  /// Whose window in the database is used up, and until when: who is refused must cost nothing.
  private final Cache<Counted, Instant> full = Caffeine.newBuilder().maximumSize(SUBJECTS).build();

  public Limits(LimitSettings settings, Database database, Clock clock) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    this.sharing = new Sharing(database, repository, clock);
    settings.rules().forEach((limit, rule) -> tallies.put(limit, talliesOf(limit, rule)));
  }

  /// Begins to count together with other nodes, if there can be any.
  public void start() {
    if (database.shared()) sharing.start();
  }

  /// Counts one use of an IP address or an environment; refuses when there were too many.
  public void use(Limit limit, String subject) {
    LimitRule rule = settings.rules().get(limit);
    var ofLimit = tallies.get(limit);
    if (rule == null || ofLimit == null) return;
    String counted = limit.perIp() ? Subject.of(subject) : subject;
    if (database.shared() && limit.counting() == Counting.STRICT) {
      useInDatabase(new Counted(limit, counted), rule);
    } else {
      Tally tally = ofLimit.get(counted);
      Duration wait = tally.use();
      if (wait.isPositive()) throw Refusal.tooMany(limit.name(), wait);
      if (database.shared() && tally.notable()) sharing.add(tally);
    }
  }

  /// Counts one use in the caller's transaction; refuses when there were too many, and the refusal
  /// takes the count back with everything else.
  public void use(Tx tx, Environment environment, Limit limit, String subject, Instant now) {
    LimitRule rule = settings.rules().get(limit);
    if (rule == null) return;
    var window = one(tx, environment.id(), new Counted(limit, subject), rule, now);
    if (window.used() > rule.uses()) {
      throw Refusal.tooMany(limit.name(), Duration.between(now, window.endsAt()));
    }
  }

  /// Counts one use and tells whether there were too many, so that the count stays either way.
  public boolean exceeds(Tx tx, Environment environment, Limit limit, String subject, Instant now) {
    return excess(tx, environment, limit, subject, now).isPositive();
  }

  /// Counts one use and tells how long to wait where there were too many, else zero. The count stays
  /// either way.
  public Duration excess(Tx tx, Environment environment, Limit limit, String subject, Instant now) {
    LimitRule rule = settings.rules().get(limit);
    if (rule == null) return Duration.ZERO;
    var window = one(tx, environment.id(), new Counted(limit, subject), rule, now);
    return window.used() > rule.uses() ? Duration.between(now, window.endsAt()) : Duration.ZERO;
  }

  /// Takes one use back.
  public void giveBack(Tx tx, UUID environmentId, Limit limit, String subject) {
    repository.giveBack(tx, environmentId, limit, subject);
  }

  /// Removes windows that ended before; answers how many rows that were.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  @Override
  public void close() {
    sharing.close();
  }

  private void useInDatabase(Counted key, LimitRule rule) {
    Instant now = clock.instant();
    Instant end = full.getIfPresent(key);
    if (end == null || !end.isAfter(now)) {
      var window =
          database.inTransaction(tx -> one(tx, LimitRepository.DEPLOYMENT, key, rule, now));
      if (window.used() <= rule.uses()) return;
      end = window.endsAt();
      full.put(key, end);
    }
    throw Refusal.tooMany(key.limit().name(), Duration.between(now, end));
  }

  private Window one(Tx tx, UUID environmentId, Counted key, LimitRule rule, Instant now) {
    return repository.use(tx, environmentId, key, 1, now, now.plus(rule.window()));
  }

  private static LoadingCache<String, Tally> talliesOf(Limit limit, LimitRule rule) {
    return Caffeine.newBuilder()
        .maximumSize(SUBJECTS)
        .expireAfterAccess(rule.window().plus(rule.window()))
        .build(subject -> new Tally(new Counted(limit, subject), rule));
  }
}
