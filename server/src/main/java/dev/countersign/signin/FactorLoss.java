package dev.countersign.signin;

import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factor;
import dev.countersign.factor.Factors;
import dev.countersign.session.Sessions;
import java.util.UUID;

/// What becomes of sessions when a second factor goes.
public final class FactorLoss {
  private final Factors factors;
  private final Sessions sessions;

  public FactorLoss(Factors factors, Sessions sessions) {
    this.factors = factors;
    this.sessions = sessions;
  }

  /// Whether it is a factor of theirs now: to be asked before it goes.
  boolean counts(Tx tx, Environment environment, UUID userId, UUID id) {
    return factors.ofUser(tx, environment, userId).stream()
        .anyMatch(factor -> factor.id().equals(id));
  }

  /// The sessions that it raised stand as before. The last one takes the recovery codes with it,
  /// and what they raised.
  void lower(Tx tx, Environment environment, UUID userId, UUID gone) {
    sessions.lower(tx, environment, userId, gone);
    if (factors.ofUser(tx, environment, userId).stream().anyMatch(Factor::verified)) return;
    factors.forget(tx, environment, userId);
    sessions.lowerAll(tx, environment, userId);
  }
}
