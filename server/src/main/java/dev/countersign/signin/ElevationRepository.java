package dev.countersign.signin;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.UUID;

/// The `spent_elevation` table: elevated tokens that were good once.
final class ElevationRepository {
  /// The row count is the verdict: of many racers one inserts.
  private static final String INSERT =
      """
      INSERT INTO spent_elevation (environment_id, token_id, expires_at) VALUES (?, ?, ?)
      ON CONFLICT (environment_id, token_id) DO NOTHING
      """;

  private static final String SWEEP =
      """
      DELETE FROM spent_elevation WHERE expires_at <= ? AND token_id IN
        (SELECT token_id FROM spent_elevation WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """;

  /// False when it was spent before.
  boolean spend(Tx tx, UUID environmentId, UUID tokenId, Instant expiresAt) {
    return tx.update(INSERT, environmentId, tokenId, expiresAt) == 1;
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, before, most);
  }
}
