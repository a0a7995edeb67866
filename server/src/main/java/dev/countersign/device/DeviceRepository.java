package dev.countersign.device;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `device` table.
final class DeviceRepository {
  private static final String INSERT_ONCE =
      """
      INSERT INTO device (id, environment_id, user_id, public_key, user_agent, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, user_id, public_key) DO NOTHING
      """;

  private static final String FIND =
      """
      SELECT id FROM device
      WHERE environment_id = ? AND user_id = ? AND public_key IN (?, ?) ORDER BY id LIMIT 1
      """;

  private static final String OF_USER =
      """
      SELECT id, environment_id, user_id, public_key, user_agent, created_at FROM device
      WHERE environment_id = ? AND user_id = ? ORDER BY created_at DESC, id DESC LIMIT 100
      """;

  private static final String DELETE =
      "DELETE FROM device WHERE environment_id = ? AND user_id = ? AND id = ?";

  private static final String DELETE_OF_USER =
      "DELETE FROM device WHERE environment_id = ? AND user_id = ?";

  /// False when it is on the list already.
  boolean insertOnce(Tx tx, Device device) {
    return tx.update(
            INSERT_ONCE,
            device.id(),
            device.environmentId(),
            device.userId(),
            device.identity(),
            device.userAgent(),
            device.createdAt())
        == 1;
  }

  /// The one with this key, or this cookie.
  Optional<UUID> find(
      Tx tx, UUID environmentId, UUID userId, @Nullable String key, @Nullable String cookie) {
    return tx.one(FIND, row -> row.uuid("id"), environmentId, userId, key, cookie);
  }

  /// Newest first.
  List<Device> ofUser(Tx tx, UUID environmentId, UUID userId) {
    return tx.list(OF_USER, DeviceRepository::device, environmentId, userId);
  }

  boolean delete(Tx tx, UUID environmentId, UUID userId, UUID id) {
    return tx.update(DELETE, environmentId, userId, id) == 1;
  }

  void deleteOfUser(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE_OF_USER, environmentId, userId);
  }

  private static Device device(Row row) throws SQLException {
    return new Device(
        row.uuid("id"),
        row.uuid("environment_id"),
        row.uuid("user_id"),
        row.text("public_key"),
        row.textOrNull("user_agent"),
        row.instant("created_at"));
  }
}
