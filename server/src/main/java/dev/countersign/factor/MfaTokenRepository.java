package dev.countersign.factor;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.UUID;

/// The `mfa_token` table.
final class MfaTokenRepository {
  private static final String INSERT =
      """
      INSERT INTO mfa_token (environment_id, digest, session_id, single_use, expires_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  /// Checks and spends in one statement: one that is good once is good for one act.
  private static final String SPEND =
      """
      UPDATE mfa_token SET used_at = ?
      WHERE environment_id = ? AND digest = ? AND session_id = ? AND expires_at > ?
        AND (used_at IS NULL OR NOT single_use)
      """;

  private static final String SWEEP =
      """
      DELETE FROM mfa_token WHERE expires_at <= ? AND digest IN
        (SELECT digest FROM mfa_token WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """;

  void insert(
      Tx tx, UUID environmentId, String digest, UUID sessionId, boolean singleUse, Instant end) {
    tx.update(INSERT, environmentId, digest, sessionId, singleUse, end);
  }

  boolean spend(Tx tx, UUID environmentId, String digest, UUID sessionId, Instant now) {
    return tx.update(SPEND, now, environmentId, digest, sessionId, now) == 1;
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, before, most);
  }
}
