package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factor;
import dev.countersign.factor.Factors;
import dev.countersign.factor.RecoveryCodes;
import dev.countersign.factor.RecoveryCodes.Codes;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.time.Instant;

/// A person's own recovery codes: look at them, make new ones, say that they are kept.
public final class RecoveryList {
  private final Database database;
  private final Factors factors;
  private final RecoveryCodes recovery;
  private final FactorNews news;
  private final Clock clock;

  public RecoveryList(
      Database database, Factors factors, RecoveryCodes recovery, FactorNews news, Clock clock) {
    this.database = database;
    this.factors = factors;
    this.recovery = recovery;
    this.news = news;
    this.clock = clock;
  }

  Codes read(Environment environment, Caller caller) {
    return database.inTransaction(
        tx -> {
          require(tx, environment, caller);
          return recovery.read(tx, environment, caller.userId());
        });
  }

  Codes renew(Environment environment, Caller caller) {
    Instant now = clock.instant();
    return database.inTransaction(
        tx -> {
          require(tx, environment, caller);
          news.recoveryRenewed(tx, environment, caller.userId(), now);
          return recovery.renew(tx, environment, caller.userId());
        });
  }

  void acknowledge(Environment environment, Caller caller) {
    database.inTransaction(
        tx -> {
          recovery.acknowledge(tx, environment, caller.userId());
          return caller;
        });
  }

  /// They stand in for a factor, so only who has proven one may have them.
  private void require(Tx tx, Environment environment, Caller caller) {
    factors.requireProven(tx, environment, caller.session());
    boolean standIn =
        factors.ofUser(tx, environment, caller.userId()).stream()
            .filter(Factor::verified)
            .anyMatch(
                factor -> environment.settings().mfa().recoverable().contains(factor.method()));
    if (!standIn) throw new Refusal(Problem.MFA_INVALID_REQUEST, "no factor to stand in for");
  }
}
