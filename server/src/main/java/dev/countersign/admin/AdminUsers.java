package dev.countersign.admin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factor;
import dev.countersign.factor.Factors;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import dev.countersign.signin.Departure;
import dev.countersign.user.User;
import dev.countersign.user.UserSearch;
import dev.countersign.user.Users;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// What an operator does with the users of an environment and their sessions.
public final class AdminUsers {
  private final Database database;
  private final Users users;
  private final Credentials credentials;
  private final Sessions sessions;
  private final Factors factors;
  private final Departure departure;
  private final Clock clock;

  public AdminUsers(
      Database database,
      Users users,
      Credentials credentials,
      Sessions sessions,
      Factors factors,
      Departure departure,
      Clock clock) {
    this.database = database;
    this.users = users;
    this.credentials = credentials;
    this.sessions = sessions;
    this.factors = factors;
    this.departure = departure;
    this.clock = clock;
  }

  /// A user as an operator sees them; `sessions` is empty where it was not asked for.
  record Seen(
      User user,
      List<LinkedCredential> credentials,
      List<Session> sessions,
      List<Factor> factors) {}

  record Page(long count, List<Seen> users) {}

  /// What of a user is read along.
  enum Detail {
    PLAIN,
    WITH_SESSIONS
  }

  Page search(Environment environment, UserSearch search, Detail detail) {
    return database.read(
        tx ->
            new Page(
                users.count(tx, environment, search),
                users.search(tx, environment, search).stream()
                    .map(user -> seen(tx, environment, user, detail))
                    .toList()));
  }

  Seen get(Environment environment, UUID id) {
    return database.read(
        tx -> seen(tx, environment, require(tx, environment, id), Detail.WITH_SESSIONS));
  }

  void delete(Environment environment, UUID id) {
    boolean deleted =
        database.inTransaction(
            tx -> departure.delete(tx, environment, id, "admin.user.deleted", clock.instant()));
    if (!deleted) throw unknown(id);
  }

  void revokeSessions(Environment environment, UUID id) {
    database.inTransaction(
        tx -> {
          User user = require(tx, environment, id);
          sessions.revokeOfUser(tx, environment, id, "admin", clock.instant());
          return user;
        });
  }

  void revokeEverySession(Environment environment) {
    database.inTransaction(
        tx -> {
          sessions.revokeAll(tx, environment, "admin", clock.instant());
          return environment;
        });
  }

  /// Revoking again changes nothing, and shows when it was revoked.
  Session revokeSession(Environment environment, UUID id) {
    return database.inTransaction(
        tx -> {
          Session session = session(tx, environment, id);
          sessions.revoke(
              tx, environment, session, "admin", "admin.user.session.revoked", clock.instant());
          return session(tx, environment, id);
        });
  }

  Session sessionOf(Environment environment, UUID userId, UUID id) {
    Session session = database.read(tx -> session(tx, environment, id));
    if (session.userId().equals(userId)) return session;
    throw unknown(id);
  }

  UUID environmentOf(UUID userId) {
    return database.read(tx -> users.environmentOf(tx, userId)).orElseThrow(() -> unknown(userId));
  }

  private Session session(Tx tx, Environment environment, UUID id) {
    return sessions.find(tx, environment, id).orElseThrow(() -> unknown(id));
  }

  private Seen seen(Tx tx, Environment environment, User user, Detail detail) {
    List<Session> read =
        switch (detail) {
          case PLAIN -> List.of();
          case WITH_SESSIONS -> sessions.ofUser(tx, environment, user.id());
        };
    return new Seen(
        user,
        credentials.ofUser(tx, environment, user.id()),
        read,
        factors.ofUser(tx, environment, user.id()));
  }

  private User require(Tx tx, Environment environment, UUID id) {
    return users.find(tx, environment, id).orElseThrow(() -> unknown(id));
  }

  private static Refusal unknown(UUID id) {
    return new Refusal(Problem.NOT_FOUND, id.toString());
  }
}
