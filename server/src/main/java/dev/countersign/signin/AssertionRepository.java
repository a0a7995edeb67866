package dev.countersign.signin;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.UUID;

/// The `spent_assertion` table: the ids (`jti`) of issuers' assertions that were used here.
final class AssertionRepository {
  /// The row count is the verdict: of many racers one inserts.
  private static final String INSERT =
      """
      INSERT INTO spent_assertion (environment_id, issuer, token_id, expires_at)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (environment_id, issuer, token_id) DO NOTHING
      """;

  private static final String SWEEP =
      """
      DELETE FROM spent_assertion WHERE expires_at <= ? AND token_id IN
        (SELECT token_id FROM spent_assertion WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """;

  boolean insert(Tx tx, UUID environmentId, String issuer, String tokenId, Instant expiresAt) {
    return tx.update(INSERT, environmentId, issuer, tokenId, expiresAt) == 1;
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, before, most);
  }
}
