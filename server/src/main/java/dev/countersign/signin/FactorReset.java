package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factors;
import dev.countersign.session.Sessions;
import dev.countersign.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// For who has lost their factors and their recovery codes: an operator takes them all away.
public final class FactorReset {
  private final Database database;
  private final Users users;
  private final Factors factors;
  private final Sessions sessions;
  private final FactorNews news;
  private final Clock clock;

  public FactorReset(
      Database database,
      Users users,
      Factors factors,
      Sessions sessions,
      FactorNews news,
      Clock clock) {
    this.database = database;
    this.users = users;
    this.factors = factors;
    this.sessions = sessions;
    this.news = news;
    this.clock = clock;
  }

  public void reset(Environment environment, UUID userId) {
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          if (users.find(tx, environment, userId).isEmpty()) {
            throw new Refusal(Problem.NOT_FOUND, "user " + userId);
          }
          factors.forget(tx, environment, userId);
          sessions.lowerAll(tx, environment, userId);
          news.reset(tx, environment, userId, now);
          return userId;
        });
  }
}
