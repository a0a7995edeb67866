package dev.countersign.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.base.Refusal;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/// Counts uses. Limits of an IP address or an environment are counted in this process, since they
/// guard its load; limits of a person's address are counted in the database, since they guard the
/// person and must hold across nodes and restarts.
public final class Limits {
  private static final int SUBJECTS = 100_000;

  private final LimitRepository repository = new LimitRepository();
  private final LimitSettings settings;
  private final Map<Limit, LoadingCache<String, Bucket>> buckets = new EnumMap<>(Limit.class);

  public Limits(LimitSettings settings) {
    this.settings = settings;
    settings.rules().forEach((limit, rule) -> buckets.put(limit, bucketsOf(rule)));
  }

  /// Counts one use in this process; refuses when there were too many. The subject of a limit per IP
  /// address is the address.
  public void use(Limit limit, String subject) {
    var ofLimit = buckets.get(limit);
    if (ofLimit == null) return;
    var probe =
        ofLimit.get(limit.perIp() ? Subject.of(subject) : subject).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw Refusal.tooMany(limit.name(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /// Counts one use in the caller's transaction; refuses when there were too many, and the refusal
  /// takes the count back with everything else.
  public void use(Tx tx, Environment environment, Limit limit, String subject, Instant now) {
    LimitRule rule = settings.rules().get(limit);
    if (rule == null) return;
    var window = repository.use(tx, environment.id(), limit, subject, now, now.plus(rule.window()));
    if (window.used() > rule.uses()) {
      throw Refusal.tooMany(limit.name(), Duration.between(now, window.endsAt()));
    }
  }

  /// Counts one use and tells whether there were too many, so that the count stays either way.
  public boolean exceeds(Tx tx, Environment environment, Limit limit, String subject, Instant now) {
    LimitRule rule = settings.rules().get(limit);
    if (rule == null) return false;
    var window = repository.use(tx, environment.id(), limit, subject, now, now.plus(rule.window()));
    return window.used() > rule.uses();
  }

  /// Takes one use back.
  public void giveBack(Tx tx, UUID environmentId, Limit limit, String subject) {
    repository.giveBack(tx, environmentId, limit, subject);
  }

  /// Removes windows that ended before; answers how many rows that were.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private static LoadingCache<String, Bucket> bucketsOf(LimitRule rule) {
    var bandwidth =
        Bandwidth.builder()
            .capacity(rule.uses())
            .refillIntervally(rule.uses(), rule.window())
            .build();
    return Caffeine.newBuilder()
        .maximumSize(SUBJECTS)
        .expireAfterAccess(rule.window().plus(rule.window()))
        .build(_ -> Bucket.builder().addLimit(bandwidth).build());
  }
}
