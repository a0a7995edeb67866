package dev.countersign.signin;

import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.session.Sessions;
import dev.countersign.token.VerifiedToken;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// The end of a session by the person it belongs to.
public final class SignOut {
  private static final String UNTOLD = "user-intent";
  private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private final Database database;
  private final Sessions sessions;
  private final Clock clock;

  public SignOut(Database database, Sessions sessions, Clock clock) {
    this.database = database;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// Ending what has ended changes nothing. The reason is the client's word and goes on record.
  void end(Environment environment, VerifiedToken token, Optional<String> told) {
    String reason = told.filter(text -> REASON.matcher(text).matches()).orElse(UNTOLD);
    Instant now = clock.instant();
    database.inTransaction(
        tx ->
            sessions
                .find(tx, environment, token.sessionId())
                .filter(session -> session.userId().equals(token.userId()))
                .map(
                    session ->
                        sessions.revoke(
                            tx, environment, session, reason, "user.session.revoked", now))
                .orElse(false));
  }
}
