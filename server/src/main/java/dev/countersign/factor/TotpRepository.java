package dev.countersign.factor;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The `totp_device` table.
final class TotpRepository {
  private static final String INSERT =
      """
      INSERT INTO totp_device (id, environment_id, user_id, sealed_secret, last_step, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String OF_USER =
      """
      SELECT id, environment_id, user_id, sealed_secret, last_step, created_at, verified_at
      FROM totp_device WHERE environment_id = ? AND user_id = ? ORDER BY created_at, id
      """;

  /// Checks and spends in one statement: of two that bring the same code, one comes too late.
  private static final String SPEND =
      """
      UPDATE totp_device SET last_step = ?, verified_at = COALESCE(verified_at, ?)
      WHERE environment_id = ? AND user_id = ? AND id = ? AND last_step < ?
      """;

  private static final String DELETE =
      "DELETE FROM totp_device WHERE environment_id = ? AND user_id = ? AND id = ?";

  private static final String DELETE_OF_USER =
      "DELETE FROM totp_device WHERE environment_id = ? AND user_id = ?";

  void insert(Tx tx, TotpDevice device) {
    tx.update(
        INSERT,
        device.id(),
        device.environmentId(),
        device.userId(),
        device.sealedSecret(),
        device.lastStep(),
        device.createdAt());
  }

  /// Oldest first.
  List<TotpDevice> ofUser(Tx tx, UUID environmentId, UUID userId) {
    return tx.list(OF_USER, TotpRepository::device, environmentId, userId);
  }

  /// False when a code of this step or a later one was taken before, or the device is gone.
  boolean spend(Tx tx, TotpDevice device, long step, Instant now) {
    return tx.update(SPEND, step, now, device.environmentId(), device.userId(), device.id(), step)
        == 1;
  }

  boolean delete(Tx tx, UUID environmentId, UUID userId, UUID id) {
    return tx.update(DELETE, environmentId, userId, id) == 1;
  }

  void deleteOfUser(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE_OF_USER, environmentId, userId);
  }

  private static TotpDevice device(Row row) throws SQLException {
    return new TotpDevice(
        row.uuid("id"),
        row.uuid("environment_id"),
        row.uuid("user_id"),
        row.bytes("sealed_secret"),
        row.number("last_step"),
        row.instant("created_at"),
        row.instantOrNull("verified_at"));
  }
}
