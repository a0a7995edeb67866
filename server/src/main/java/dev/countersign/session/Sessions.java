package dev.countersign.session;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.credential.Owner;
import dev.countersign.db.Database;
import dev.countersign.db.News.Topic;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps sessions: open, refresh, revoke. A session that was revoked never comes back.
public final class Sessions {
  private static final String REVOKED = "user.session.revoked";

  private final SessionRepository repository = new SessionRepository();
  private final Database database;
  private final Sightings sightings;
  private final AuditLog audit;
  private final Secrets secrets;
  private final Clock clock;

  public Sessions(
      Database database, Sightings sightings, AuditLog audit, Secrets secrets, Clock clock) {
    this.database = database;
    this.sightings = sightings;
    this.audit = audit;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// A new session; none of its tokens outlives `until`, the end of what was proven.
  public Session open(
      Tx tx,
      Environment environment,
      Owner owner,
      List<String> amr,
      Instant until,
      Client client,
      Instant now) {
    boolean collectIp = environment.settings().collectIp();
    Instant last = earlier(now.plus(environment.settings().security().session().absolute()), until);
    var session =
        new Session(
            secrets.randomId(),
            environment.id(),
            owner.userId(),
            owner.proven().id(),
            amr,
            List.of(),
            client.sessionPublicKey(),
            client.devicePublicKey(),
            client.deviceCookie(),
            false,
            collectIp ? client.ipAddress() : null,
            client.userAgent(),
            now,
            earlier(now.plus(jwtDuration(environment)), last),
            last,
            now,
            Generation.first(now),
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

  /// The session of a token as the token has it. Refuses one that ended, was revoked, or never was,
  /// and one of another person.
  public Session show(
      Environment environment, UUID id, UUID userId, int tokenGeneration, Instant tokenExpiresAt) {
    Instant now = clock.instant();
    Session session =
        database
            .read(tx -> repository.find(tx, environment.id(), id))
            .filter(found -> found.live(idle(environment), now))
            .orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "session not live: " + id));
    if (!session.userId().equals(userId)) {
      throw new Refusal(Problem.UNAUTHORIZED, "session of another user");
    }
    if (tokenGeneration > session.tokenGeneration()) {
      throw new Refusal(Problem.UNAUTHORIZED, "generation not issued: " + tokenGeneration);
    }
    sightings.note(session, tokenGeneration, now);
    return session.asIn(tokenGeneration, tokenExpiresAt);
  }

  /// Moves the end of a live session, never beyond its longest life, and replaces its token when it
  /// is time. Empty when the token may not do that; if it was stolen, the session has ended now. The
  /// device that `client` names has proven itself.
  public Optional<Session> refresh(
      Tx tx, Environment environment, Session shown, Client client, Instant now) {
    // Another refresh may come between the look and the write: then it is looked at anew.
    for (int tries = 0; tries < 3; tries++) {
      var found =
          repository
              .find(tx, environment.id(), shown.id())
              .filter(session -> session.live(idle(environment), now));
      if (found.isEmpty()) return found;
      Session was = found.get();
      Instant end = earlier(now.plus(jwtDuration(environment)), was.refreshUntil());
      int presented = shown.tokenGeneration();
      @Nullable String bound = was.devicePublicKey();
      Optional<Session> refreshed =
          switch (was.generation().refresh(presented, bound, client.devicePublicKey(), now)) {
            case ROTATE -> repository.rotate(tx, was, end, client, now);
            case KEEP ->
                repository.keep(tx, was, presented == was.tokenGeneration(), end, client, now);
            case REFUSE -> throw new Refusal(Problem.UNAUTHORIZED, "not by the session's device");
            case REPLAYED -> {
              revoke(tx, environment, was, "token-replayed", REVOKED, now);
              yield Optional.empty();
            }
          };
      if (refreshed.isPresent()) return refreshed;
    }
    return Optional.empty();
  }

  /// A live session of which a second factor was proven too: `factorId` names it, null stands for a
  /// recovery code.
  public Session raise(
      Tx tx,
      Environment environment,
      Session session,
      List<String> amr,
      @Nullable UUID factorId,
      Instant now) {
    Session raised =
        repository
            .raise(tx, session, amr, factorId, now)
            .orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "ended: " + session.id()));
    var data = Map.of("sessionId", session.id().toString(), "amr", raised.provenBy());
    audit.record(tx, environment, "user.session.raised", session.userId(), data, now);
    return raised.asIn(session.tokenGeneration(), session.expiresAt());
  }

  /// The sessions that this factor raised stand as if it had not been proven: it is gone.
  public void lower(Tx tx, Environment environment, UUID userId, UUID factorId) {
    repository.lower(tx, environment.id(), userId, factorId);
  }

  /// Those that any factor raised.
  public void lowerAll(Tx tx, Environment environment, UUID userId) {
    repository.lower(tx, environment.id(), userId);
  }

  /// Marks a session that was opened in this transaction: its device is to be approved.
  public Session oweDevice(Tx tx, Environment environment, Session session) {
    repository.oweDevice(tx, environment.id(), session.id());
    return session.owingDevice();
  }

  /// Takes that mark off every session of a person on this device.
  public void approveDevice(Tx tx, Environment environment, UUID userId, String device) {
    repository.approveDevice(tx, environment.id(), userId, device);
  }

  /// False when it was revoked before, or never was.
  public boolean revoke(
      Tx tx, Environment environment, Session session, String reason, String event, Instant now) {
    if (!repository.revoke(tx, environment.id(), session.id(), reason, now)) return false;
    tx.tell(Topic.REVOCATIONS, environment.id());
    var data = Map.of("sessionId", session.id().toString(), "reason", reason);
    audit.record(tx, environment, event, session.userId(), data, now);
    return true;
  }

  /// Those that this credential opened, but for one where one is named.
  public void revokeOpenedBy(
      Tx tx,
      Environment environment,
      UUID userId,
      UUID credentialId,
      @Nullable UUID butId,
      String reason,
      Instant now) {
    for (Session session :
        repository.liveOpenedBy(tx, environment.id(), userId, credentialId, now)) {
      if (session.id().equals(butId)) continue;
      revoke(tx, environment, session, reason, REVOKED, now);
    }
  }

  /// Ends every session of a user without a word in the log: the act it belongs to is told there.
  public int endAllOf(Tx tx, Environment environment, UUID userId, String reason, Instant now) {
    tx.tell(Topic.REVOCATIONS, environment.id());
    return repository.revokeOfUser(tx, environment.id(), userId, reason, now);
  }

  public void revokeOfUser(
      Tx tx, Environment environment, UUID userId, String reason, Instant now) {
    int ended = endAllOf(tx, environment, userId, reason, now);
    var data = Map.of("sessions", ended, "reason", reason);
    audit.record(tx, environment, "admin.user.session.revoked", userId, data, now);
  }

  /// Every session of the environment, and every token that was issued up to now.
  public void revokeAll(Tx tx, Environment environment, String reason, Instant now) {
    tx.tell(Topic.REVOCATIONS, environment.id());
    repository.cutOff(tx, environment.id(), now);
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

  /// Newest first; at most a hundred.
  public List<Session> liveOfUser(Environment environment, UUID userId) {
    Instant now = clock.instant();
    return database.read(tx -> liveOfUser(tx, environment, userId, now));
  }

  public List<Session> liveOfUser(Tx tx, Environment environment, UUID userId, Instant now) {
    Duration idle = idle(environment);
    return repository.liveOfUser(tx, environment.id(), userId, now).stream()
        .filter(session -> session.live(idle, now))
        .toList();
  }

  /// Every one of a person's that was opened on this device, or belongs to it since.
  public List<Session> liveOnDevice(
      Tx tx, Environment environment, UUID userId, String device, Instant now) {
    Duration idle = idle(environment);
    return repository.liveOnDevice(tx, environment.id(), userId, device, now).stream()
        .filter(session -> session.live(idle, now))
        .toList();
  }

  /// What is revoked though its tokens have not expired: every token that was issued up to the second
  /// `until`, and those of `sessions`, which are in order.
  public record Revoked(Optional<Instant> until, List<UUID> sessions) {}

  public Revoked revoked(Environment environment) {
    Instant now = clock.instant();
    return database.read(
        tx -> {
          Optional<Instant> until = repository.cutOffAt(tx, environment.id());
          Instant since = until.orElse(Instant.EPOCH);
          return new Revoked(until, repository.revokedSince(tx, environment.id(), since, now));
        });
  }

  private static Duration jwtDuration(Environment environment) {
    return environment.settings().security().jwtDuration();
  }

  private static Duration idle(Environment environment) {
    return environment.settings().security().session().idle();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
