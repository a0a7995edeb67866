package dev.countersign.signin;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The `pending_merge` table: one for each session.
final class PendingMergeRepository {
  private static final String PUT =
      """
      INSERT INTO pending_merge
        (environment_id, session_id, from_user_id, credential_id, expires_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, session_id) DO UPDATE SET
        from_user_id = excluded.from_user_id, credential_id = excluded.credential_id,
        expires_at = excluded.expires_at
      """;

  /// Of two that take it at once, one has it.
  private static final String TAKE =
      """
      DELETE FROM pending_merge WHERE environment_id = ? AND session_id = ? AND expires_at > ?
      RETURNING from_user_id, credential_id
      """;

  private static final String SWEEP =
      """
      DELETE FROM pending_merge WHERE expires_at <= ? AND session_id IN
        (SELECT session_id FROM pending_merge WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """;

  record Pending(UUID fromUserId, UUID credentialId) {}

  void put(Tx tx, UUID environmentId, UUID sessionId, Pending pending, Instant expiresAt) {
    tx.update(
        PUT, environmentId, sessionId, pending.fromUserId(), pending.credentialId(), expiresAt);
  }

  Optional<Pending> take(Tx tx, UUID environmentId, UUID sessionId, Instant now) {
    return tx.one(
        TAKE,
        row -> new Pending(row.uuid("from_user_id"), row.uuid("credential_id")),
        environmentId,
        sessionId,
        now);
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, before, most);
  }
}
