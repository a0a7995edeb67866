package dev.countersign.challenge;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.UUID;

/// The `spent_nonce` table.
final class NonceRepository {
  /// The row count is the verdict: of many racers one inserts.
  private static final String INSERT =
      """
      INSERT INTO spent_nonce (environment_id, nonce, expires_at) VALUES (?, ?, ?)
      ON CONFLICT (environment_id, nonce) DO NOTHING
      """;

  private static final String SWEEP =
      """
      DELETE FROM spent_nonce WHERE nonce IN
        (SELECT nonce FROM spent_nonce WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
        AND expires_at <= ?
      """;

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, most, before);
  }

  boolean insert(Tx tx, UUID environmentId, String nonce, Instant expiresAt) {
    return tx.update(INSERT, environmentId, nonce, expiresAt) == 1;
  }
}
