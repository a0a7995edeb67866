package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factors;
import dev.countersign.factor.MfaTokens;
import dev.countersign.method.passkey.Passkey;
import dev.countersign.method.passkey.Passkeys;
import dev.countersign.session.Sessions;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A person's own passkeys: list, rename, delete.
public final class PasskeyList {
  private final Database database;
  private final Passkeys passkeys;
  private final Linking linking;
  private final Elevations elevations;
  private final Factors factors;
  private final MfaTokens mfaTokens;
  private final Sessions sessions;
  private final Clock clock;

  public PasskeyList(
      Database database,
      Passkeys passkeys,
      Linking linking,
      Elevations elevations,
      Factors factors,
      MfaTokens mfaTokens,
      Sessions sessions,
      Clock clock) {
    this.database = database;
    this.passkeys = passkeys;
    this.linking = linking;
    this.elevations = elevations;
    this.factors = factors;
    this.mfaTokens = mfaTokens;
    this.sessions = sessions;
    this.clock = clock;
  }

  List<Passkey> of(Environment environment, Caller caller) {
    return database.read(tx -> passkeys.ofUser(tx, environment, caller.userId()));
  }

  Passkey rename(Environment environment, Caller caller, UUID id, Optional<String> alias) {
    Instant now = clock.instant();
    return database.inTransaction(
        tx -> {
          require(tx, environment, caller, id);
          passkeys.rename(tx, environment, id, alias.orElse(null), now);
          return require(tx, environment, caller, id);
        });
  }

  /// Ends the sessions that it opened, but for the one that asks: whoever holds it is out. One that is
  /// a second factor goes only when one was proven a moment ago: `mfaToken` or an elevated token says
  /// so.
  void delete(Visitor visitor, Caller caller, UUID id, Optional<String> mfaToken) {
    Environment environment = visitor.environment();
    var leave = elevations.require(visitor, caller, ElevatedScopes.UNLINK);
    var elevated = elevations.sent(visitor, caller, ElevatedScopes.UNLINK);
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          require(tx, environment, caller, id);
          if (guarded(tx, environment, caller)
              && !mfaTokens.spend(tx, environment, caller.session(), mfaToken, now)) {
            if (!Elevations.spend(tx, elevated)) {
              throw new Refusal(Problem.ADDITIONAL_AUTH_REQUIRED, "no MFA token for this");
            }
          } else {
            leave.spend(tx);
          }
          linking.unlink(tx, environment, caller, id, now);
          UUID mine = caller.session().id();
          sessions.revokeOpenedBy(
              tx, environment, caller.userId(), id, mine, "passkey-deleted", now);
          return id;
        });
  }

  /// Where passkeys are factors and one could be proven.
  private boolean guarded(Tx tx, Environment environment, Caller caller) {
    return PasskeyFactor.on(environment)
        && !factors.usable(tx, environment, caller.session()).isEmpty();
  }

  private Passkey require(Tx tx, Environment environment, Caller caller, UUID id) {
    return passkeys.ofUser(tx, environment, caller.userId()).stream()
        .filter(passkey -> passkey.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refusal(Problem.PASSKEY_NOT_FOUND, "not theirs: " + id));
  }
}
