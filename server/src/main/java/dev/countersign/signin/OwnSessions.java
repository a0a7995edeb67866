package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The sessions of a person, for that person: where they are signed in, and how to end it there
/// (OWASP ASVS 7.5.2).
public final class OwnSessions {
  private static final String EVENT = "user.session.revoked";
  private static final String REASON = "user-intent";

  private final Database database;
  private final Sessions sessions;
  private final Clock clock;

  public OwnSessions(Database database, Sessions sessions, Clock clock) {
    this.database = database;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// Those that live, newest first; at most a hundred.
  List<Session> list(Environment environment, Caller caller) {
    return sessions.liveOfUser(environment, caller.userId());
  }

  void end(Environment environment, Caller caller, UUID id) {
    Instant now = clock.instant();
    database.inTransaction(
        tx ->
            sessions
                .find(tx, environment, id)
                .filter(session -> session.userId().equals(caller.userId()))
                .map(session -> sessions.revoke(tx, environment, session, REASON, EVENT, now))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "session " + id)));
  }

  /// All but the one that asks.
  void endOthers(Environment environment, Caller caller) {
    Instant now = clock.instant();
    List<Session> all = list(environment, caller);
    database.inTransaction(
        tx -> {
          for (Session session : all) {
            if (session.id().equals(caller.session().id())) continue;
            sessions.revoke(tx, environment, session, REASON, EVENT, now);
          }
          return all;
        });
  }
}
