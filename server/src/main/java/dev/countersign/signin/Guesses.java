package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Counts the codes of second factors that are tried, before they are looked at and in a transaction
/// of its own: neither a race nor a failed request gives a guess away.
public final class Guesses {
  private static final List<Limit> LIMITS =
      List.of(Limit.WRONG_FACTORS_PER_USER, Limit.WRONG_FACTORS_PER_USER_AND_DAY);

  private final Database database;
  private final Limits limits;
  private final Clock clock;

  public Guesses(Database database, Limits limits, Clock clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  /// Refuses one too many, be it right or wrong.
  void count(Environment environment, UUID userId) {
    Instant now = clock.instant();
    Duration wait =
        database.inTransaction(
            tx ->
                LIMITS.stream()
                    .map(limit -> limits.excess(tx, environment, limit, userId.toString(), now))
                    .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other));
    if (wait.isPositive()) {
      throw Refusal.tooMany(Problem.MFA_RATE_LIMITED, "wrong factors of " + userId, wait);
    }
  }

  /// A right code was no guess, so its count goes back.
  void right(Tx tx, Environment environment, UUID userId) {
    for (Limit limit : LIMITS) limits.giveBack(tx, environment.id(), limit, userId.toString());
  }
}
