package dev.countersign.session;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.credential.Owner;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps sessions: open, refresh, revoke. A session that was revoked never comes back.
public final class Sessions {
  /// However often it is refreshed, a session ends 30 days after its sign-in (NIST 800-63B §7.2).
  static final Duration LONGEST = Duration.ofDays(30);

  private final SessionRepository repository = new SessionRepository();
  private final Database database;
  private final AuditLog audit;
  private final Secrets secrets;
  private final Clock clock;

  public Sessions(Database database, AuditLog audit, Secrets secrets, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.secrets = secrets;
    this.clock = clock;
  }

  public Session open(
      Tx tx, Environment environment, Owner owner, List<String> amr, Client client, Instant now) {
    boolean collectIp = environment.settings().collectIp();
    var session =
        new Session(
            secrets.randomId(),
            environment.id(),
            owner.userId(),
            owner.proven().id(),
            amr,
            client.sessionPublicKey(),
            client.devicePublicKey(),
            collectIp ? client.ipAddress() : null,
            client.userAgent(),
            now,
            now.plus(environment.settings().security().jwtDuration()),
            now.plus(LONGEST),
            null);
    repository.insert(tx, session);
    var data =
        Map.of(
            "sessionId", session.id().toString(),
            "credentialId", owner.proven().id().toString(),
            "amr", session.amr());
    audit.record(tx, environment, "user.session.created", owner.userId(), data, now);
    return session;
  }

  /// Refuses a session that ended, was revoked, or never was.
  public Session live(Environment environment, UUID id) {
    Instant now = clock.instant();
    return database
        .read(tx -> repository.find(tx, environment.id(), id))
        .filter(session -> session.live(now))
        .orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "session not live: " + id));
  }

  /// Moves the end of a live session, never beyond its longest life.
  public Session refresh(
      Tx tx, Environment environment, Session session, Client client, Instant now) {
    Instant wanted = now.plus(environment.settings().security().jwtDuration());
    Instant end = wanted.isBefore(session.refreshUntil()) ? wanted : session.refreshUntil();
    return repository
        .extend(tx, session, end, client, now)
        .orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "session not live: " + session.id()));
  }

  /// False when it was revoked before, or never was.
  public boolean revoke(
      Tx tx, Environment environment, Session session, String reason, String event, Instant now) {
    if (!repository.revoke(tx, environment.id(), session.id(), reason, now)) return false;
    var data = Map.of("sessionId", session.id().toString(), "reason", reason);
    audit.record(tx, environment, event, session.userId(), data, now);
    return true;
  }

  /// Ends every session of a user without a word in the log: the act it belongs to is told there.
  public int endAllOf(Tx tx, Environment environment, UUID userId, String reason, Instant now) {
    return repository.revokeOfUser(tx, environment.id(), userId, reason, now);
  }

  public void revokeOfUser(
      Tx tx, Environment environment, UUID userId, String reason, Instant now) {
    int ended = endAllOf(tx, environment, userId, reason, now);
    var data = Map.of("sessions", ended, "reason", reason);
    audit.record(tx, environment, "admin.user.session.revoked", userId, data, now);
  }

  public void revokeAll(Tx tx, Environment environment, String reason, Instant now) {
    int ended = repository.revokeAll(tx, environment.id(), reason, now);
    var data = Map.of("sessions", ended, "reason", reason);
    audit.record(tx, environment, "admin.environment.session.revoked", null, data, now);
  }

  public List<Session> ofUser(Tx tx, Environment environment, UUID userId) {
    return repository.ofUser(tx, environment.id(), userId);
  }

  public Optional<Session> find(Tx tx, Environment environment, UUID id) {
    return repository.find(tx, environment.id(), id);
  }

  /// The environment of a session that is named by its id alone.
  public Optional<UUID> environmentOf(Tx tx, UUID id) {
    return repository.environmentOf(tx, id);
  }
}
