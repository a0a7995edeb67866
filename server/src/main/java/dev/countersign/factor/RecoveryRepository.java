package dev.countersign.factor;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `recovery_set` and `recovery_code` tables.
final class RecoveryRepository {
  private static final String EXPECT =
      """
      INSERT INTO recovery_set (environment_id, user_id, state) VALUES (?, ?, 'pending')
      ON CONFLICT (environment_id, user_id) DO NOTHING
      """;

  private static final String PUT =
      """
      INSERT INTO recovery_set (environment_id, user_id, state, sealed_codes)
      VALUES (?, ?, 'pending', ?)
      ON CONFLICT (environment_id, user_id)
      DO UPDATE SET state = 'pending', sealed_codes = excluded.sealed_codes
      """;

  private static final String FIND =
      "SELECT state, sealed_codes FROM recovery_set WHERE environment_id = ? AND user_id = ?";

  private static final String ACKNOWLEDGE =
      """
      UPDATE recovery_set SET state = 'complete', sealed_codes = NULL
      WHERE environment_id = ? AND user_id = ?
      """;

  private static final String INSERT_CODE =
      "INSERT INTO recovery_code (environment_id, user_id, fingerprint) VALUES (?, ?, ?)";

  private static final String UNUSED =
      """
      SELECT fingerprint FROM recovery_code
      WHERE environment_id = ? AND user_id = ? AND used_at IS NULL
      """;

  /// Checks and spends in one statement.
  private static final String SPEND =
      """
      UPDATE recovery_code SET used_at = ?
      WHERE environment_id = ? AND user_id = ? AND fingerprint = ? AND used_at IS NULL
      """;

  private static final String DELETE_SET =
      "DELETE FROM recovery_set WHERE environment_id = ? AND user_id = ?";

  private static final String DELETE_CODES =
      "DELETE FROM recovery_code WHERE environment_id = ? AND user_id = ?";

  /// `sealed` is there until the person has said that they keep the codes.
  record Stored(String state, byte @Nullable [] sealed) {}

  void expect(Tx tx, UUID environmentId, UUID userId) {
    tx.update(EXPECT, environmentId, userId);
  }

  void put(Tx tx, UUID environmentId, UUID userId, byte[] box) {
    tx.update(PUT, environmentId, userId, box);
  }

  Optional<Stored> find(Tx tx, UUID environmentId, UUID userId) {
    return tx.one(
        FIND,
        row -> new Stored(row.text("state"), row.bytesOrNull("sealed_codes")),
        environmentId,
        userId);
  }

  void acknowledge(Tx tx, UUID environmentId, UUID userId) {
    tx.update(ACKNOWLEDGE, environmentId, userId);
  }

  void insertCode(Tx tx, UUID environmentId, UUID userId, String fingerprint) {
    tx.update(INSERT_CODE, environmentId, userId, fingerprint);
  }

  Set<String> unused(Tx tx, UUID environmentId, UUID userId) {
    return new HashSet<>(tx.list(UNUSED, row -> row.text("fingerprint"), environmentId, userId));
  }

  boolean spend(Tx tx, UUID environmentId, UUID userId, String fingerprint, Instant now) {
    return tx.update(SPEND, now, environmentId, userId, fingerprint) == 1;
  }

  void deleteCodes(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE_CODES, environmentId, userId);
  }

  void deleteSet(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE_SET, environmentId, userId);
  }
}
