package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factors;
import dev.countersign.session.Sessions;
import dev.countersign.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// For who has lost their factors and their recovery codes: an operator takes them all away.
public final class FactorReset {
  private final Database database;
  private final Users users;
  private final Credentials credentials;
  private final Factors factors;
  private final Sessions sessions;
  private final FactorNews news;
  private final Clock clock;

  public FactorReset(
      Database database,
      Users users,
      Credentials credentials,
      Factors factors,
      Sessions sessions,
      FactorNews news,
      Clock clock) {
    this.database = database;
    this.users = users;
    this.credentials = credentials;
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
          deletePasskeys(tx, environment, userId, now);
          factors.forget(tx, environment, userId);
          sessions.lowerAll(tx, environment, userId);
          news.reset(tx, environment, userId, now);
          return userId;
        });
  }

  /// Where they are second factors, and something else signs the person in. Else they stay: they owe
  /// no passkey then, having none but passkeys to sign in by.
  private void deletePasskeys(Tx tx, Environment environment, UUID userId, Instant now) {
    if (!PasskeyFactor.on(environment)) return;
    List<LinkedCredential> all = credentials.ofUser(tx, environment, userId);
    if (all.stream().noneMatch(linked -> linked.signInEnabled() && !isPasskey(linked))) return;
    for (LinkedCredential linked : all) {
      if (!isPasskey(linked)) continue;
      credentials.unlink(tx, environment, userId, linked.id(), now);
      sessions.revokeOpenedBy(tx, environment, userId, linked.id(), null, "mfa-reset", now);
    }
  }

  private static boolean isPasskey(LinkedCredential linked) {
    return linked.credential() instanceof Credential.Passkey;
  }
}
