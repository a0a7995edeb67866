package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.method.passkey.Passkey;
import dev.countersign.method.passkey.Passkeys;
import dev.countersign.session.Session;
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
  private final Sessions sessions;
  private final Clock clock;

  public PasskeyList(
      Database database,
      Passkeys passkeys,
      Linking linking,
      Elevations elevations,
      Sessions sessions,
      Clock clock) {
    this.database = database;
    this.passkeys = passkeys;
    this.linking = linking;
    this.elevations = elevations;
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

  /// Ends the sessions that it opened, but for the one that asks: whoever holds it is out.
  void delete(Visitor visitor, Caller caller, UUID id) {
    Environment environment = visitor.environment();
    var leave = elevations.require(visitor, caller, ElevatedScopes.UNLINK);
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          require(tx, environment, caller, id);
          leave.spend(tx);
          linking.unlink(tx, environment, caller, id, now);
          for (Session session : sessions.liveOfUser(tx, environment, caller.userId(), now)) {
            boolean opened = session.signInCredentialId().equals(id);
            if (!opened || session.id().equals(caller.session().id())) continue;
            String event = "user.session.revoked";
            sessions.revoke(tx, environment, session, "passkey-deleted", event, now);
          }
          return id;
        });
  }

  private Passkey require(Tx tx, Environment environment, Caller caller, UUID id) {
    return passkeys.ofUser(tx, environment, caller.userId()).stream()
        .filter(passkey -> passkey.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refusal(Problem.PASSKEY_NOT_FOUND, "not theirs: " + id));
  }
}
