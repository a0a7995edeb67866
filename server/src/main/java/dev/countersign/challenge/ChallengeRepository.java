package dev.countersign.challenge;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `challenge` table. Repositories join the caller's transaction and never open one.
final class ChallengeRepository {
  private static final String INSERT =
      """
      INSERT INTO challenge (id, environment_id, purpose, method, subject, fingerprint, user_id,
                             attempts, attempts_left, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /// Checks and spends in one statement, so that parallel guesses cannot share an attempt.
  ///
  /// A sign-in challenge proves the address to link it as well: clients ask for a code before they
  /// know which it will be. The other way round it does not.
  private static final String SPEND_ATTEMPT =
      """
      UPDATE challenge SET attempts_left = attempts_left - 1
      WHERE id = ? AND environment_id = ? AND purpose IN ('sign_in', ?) AND method = ?
        AND (user_id IS NULL OR user_id = ?) AND attempts_left > 0 AND used_at IS NULL AND expires_at > ?
      RETURNING id, environment_id, purpose, method, subject, fingerprint, user_id,
                attempts, attempts_left, expires_at
      """;

  private static final String OUT_OF_ATTEMPTS =
      """
      SELECT COUNT(*) FROM challenge
      WHERE id = ? AND environment_id = ? AND method = ?
        AND attempts_left = 0 AND used_at IS NULL AND expires_at > ?
      """;

  private static final String MARK_USED =
      """
      UPDATE challenge SET used_at = ?
      WHERE id = ? AND environment_id = ? AND used_at IS NULL
      """;

  /// Another answer for the same challenge; the attempts that are gone stay gone.
  private static final String RENEW =
      """
      UPDATE challenge SET fingerprint = ?, expires_at = ?
      WHERE id = ? AND environment_id = ? AND method = ? AND subject = ?
        AND attempts_left > 0 AND used_at IS NULL AND expires_at > ?
      """;

  private static final String SWEEP =
      """
      DELETE FROM challenge WHERE id IN
        (SELECT id FROM challenge WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """;

  record Spent(Challenge challenge, boolean first) {}

  void insert(Tx tx, Challenge challenge) {
    tx.update(
        INSERT,
        challenge.id(),
        challenge.environmentId(),
        name(challenge.purpose()),
        challenge.method(),
        challenge.subject(),
        challenge.fingerprint(),
        challenge.userId(),
        challenge.attemptsLeft(),
        challenge.attemptsLeft(),
        challenge.expiresAt());
  }

  Optional<Spent> spendAttempt(
      Tx tx,
      Environment environment,
      UUID id,
      Purpose purpose,
      String method,
      @Nullable UUID userId,
      Instant now) {
    return tx.one(
        SPEND_ATTEMPT,
        row -> new Spent(challenge(row), row.number("attempts_left") == row.number("attempts") - 1),
        id,
        environment.id(),
        name(purpose),
        method,
        userId,
        now);
  }

  boolean outOfAttempts(Tx tx, Environment environment, UUID id, String method, Instant now) {
    return tx.count(OUT_OF_ATTEMPTS, id, environment.id(), method, now) > 0;
  }

  /// False when another request used it first.
  boolean markUsed(Tx tx, Challenge challenge, Instant now) {
    return tx.update(MARK_USED, now, challenge.id(), challenge.environmentId()) == 1;
  }

  boolean renew(Tx tx, Environment environment, String method, Prompt prompt, Instant now) {
    return tx.update(
            RENEW,
            prompt.fingerprint(),
            now.plus(prompt.lifetime()),
            prompt.challengeId(),
            environment.id(),
            method,
            prompt.subject(),
            now)
        == 1;
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, most);
  }

  private static Challenge challenge(Row row) throws SQLException {
    return new Challenge(
        row.uuid("id"),
        row.uuid("environment_id"),
        Purpose.valueOf(row.text("purpose").toUpperCase(Locale.ROOT)),
        row.text("method"),
        row.text("subject"),
        row.bytes("fingerprint"),
        row.uuidOrNull("user_id"),
        (int) row.number("attempts_left"),
        row.instant("expires_at"));
  }

  private static String name(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }
}
