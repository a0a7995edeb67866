package dev.countersign.token;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.News.Topic;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.session.Sessions;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Replaces signing keys so that no valid token is ever refused: the next key is published before it
/// signs, the old one until its last token has expired. The emergency is the other case.
public final class KeyRotation {
  private static final System.Logger LOG = System.getLogger(KeyRotation.class.getName());

  /// As long as anybody may keep a copy of the key set (`max-age` of the JWKS).
  public static final Duration SHORTEST_NOTICE = Duration.ofMinutes(10);

  public static final Duration NOTICE = Duration.ofHours(24);
  private static final Duration LONGEST_NOTICE = Duration.ofDays(30);

  /// Until every node has seen that a key no longer signs, whatever their clocks say.
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /// No token lives longer.
  private static final Duration LONGEST_TOKEN = Duration.ofDays(30);

  private static final int BATCH = 20;

  private final SigningKeyRepository repository = new SigningKeyRepository();
  private final Database database;
  private final Environments environments;
  private final SigningKeys keys;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Optional<Duration> every;
  private final Clock clock;

  /// `every`: how long a key signs before the next is made by itself; empty for never.
  public KeyRotation(
      Database database,
      Environments environments,
      SigningKeys keys,
      Sessions sessions,
      AuditLog audit,
      Optional<Duration> every,
      Clock clock) {
    this.database = database;
    this.environments = environments;
    this.keys = keys;
    this.sessions = sessions;
    this.audit = audit;
    this.every = every;
    this.clock = clock;
  }

  /// Publishes the next key, to sign after `notice`. Where there is one already nothing changes.
  public void rotate(Environment environment, Duration notice) {
    if (notice.compareTo(SHORTEST_NOTICE) < 0 || notice.compareTo(LONGEST_NOTICE) > 0) {
      throw new Refusal(Problem.BAD_REQUEST, "the notice is not 10 minutes to 30 days");
    }
    Instant now = clock.instant();
    keys.prepare(1);
    database.inTransaction(
        tx -> {
          List<StoredKey> all = locked(tx, environment.id());
          boolean pending = all.stream().anyMatch(key -> key.state(all, now) == KeyState.NEXT);
          if (!pending) {
            Instant signsFrom = now.plus(notice);
            keys.add(tx, environment.id(), now, signsFrom);
            var data = Map.of("signsFrom", signsFrom.toString());
            audit.record(tx, environment, "environment.key.rotated", null, data, now);
          }
          return pending;
        });
  }

  /// A key is in the wrong hands: a new one signs from now on, and every token under any other is
  /// refused, with the sessions behind them.
  public void revoke(Environment environment) {
    Instant now = clock.instant();
    keys.prepare(1);
    List<StoredKey> revoked =
        database.inTransaction(
            tx -> {
              List<StoredKey> all = locked(tx, environment.id());
              keys.add(tx, environment.id(), now, now);
              for (StoredKey key : all) repository.revoke(tx, environment.id(), key.kid(), now);
              sessions.revokeAll(tx, environment, "key-revoked", now);
              var data = Map.of("keys", all.stream().map(StoredKey::kid).toList());
              audit.record(tx, environment, "environment.key.revoked", null, data, now);
              return all;
            });
    for (StoredKey key : revoked) destroy(environment.id(), key);
  }

  /// What is due: rotations on schedule, ends of replaced keys, keys whose end has come.
  public void tend() {
    Instant now = clock.instant();
    every.ifPresent(period -> schedule(now.minus(period)));
    for (UUID id : database.read(repository::withOld)) {
      try {
        tend(id, now);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "signing keys of " + id + " are put off: " + e.getMessage());
      }
    }
  }

  private void schedule(Instant before) {
    for (UUID id : database.read(tx -> repository.due(tx, before, BATCH))) {
      rotate(environments.get(id), NOTICE);
    }
  }

  private void tend(UUID environmentId, Instant now) {
    List<StoredKey> all = database.read(tx -> repository.ofEnvironment(tx, environmentId));
    Instant since = StoredKey.signing(all, now).signsFrom();
    for (StoredKey key : all) {
      if (over(key, now)) {
        remove(environmentId, key);
      } else if (key.expiresAt() == null
          && key.state(all, now) == KeyState.PREVIOUS
          && !now.isBefore(since.plus(SETTLED))) {
        end(environmentId, key, now);
      }
    }
  }

  /// The list of revocations names a revoked key for as long as a token under it may live.
  private static boolean over(StoredKey key, Instant now) {
    if (key.revokedAt() != null) return !now.isBefore(key.revokedAt().plus(LONGEST_TOKEN));
    return !key.published(now);
  }

  private void end(UUID environmentId, StoredKey key, Instant now) {
    Instant oldest = now.minus(LONGEST_TOKEN);
    Instant last =
        database.read(tx -> repository.lastExpiry(tx, environmentId, oldest)).orElse(now);
    database.inTransaction(
        tx -> {
          repository.expire(tx, environmentId, key.kid(), last);
          tx.tell(Topic.KEYS, environmentId);
          return last;
        });
  }

  private void remove(UUID environmentId, StoredKey key) {
    destroy(environmentId, key);
    database.inTransaction(tx -> repository.delete(tx, environmentId, key.kid()));
  }

  private void destroy(UUID environmentId, StoredKey key) {
    keys.storeOf(key).destroy(environmentId, key.kid(), key.reference());
  }

  private List<StoredKey> locked(Tx tx, UUID environmentId) {
    repository.lock(tx, environmentId);
    tx.tell(Topic.KEYS, environmentId);
    return repository.ofEnvironment(tx, environmentId);
  }
}
