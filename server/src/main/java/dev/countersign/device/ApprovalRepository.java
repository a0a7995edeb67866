package dev.countersign.device;

import dev.countersign.db.Tx;
import dev.countersign.device.Approvals.Approval;
import dev.countersign.session.Session;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The `device_approval` table.
final class ApprovalRepository {
  private static final String INSERT =
      """
      INSERT INTO device_approval (environment_id, digest, user_id, session_id, device, expires_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String OWNER =
      "SELECT user_id FROM device_approval WHERE environment_id = ? AND digest = ?";

  /// Checks and spends in one statement: of two that take it at once, one has it.
  private static final String TAKE =
      """
      DELETE FROM device_approval
      WHERE environment_id = ? AND digest = ? AND device = ? AND expires_at > ?
      RETURNING user_id, session_id
      """;

  private static final String DELETE_OF_USER =
      "DELETE FROM device_approval WHERE environment_id = ? AND user_id = ?";

  private static final String DELETE_OF_DEVICE = DELETE_OF_USER + " AND device = ?";

  private static final String SWEEP =
      """
      DELETE FROM device_approval WHERE expires_at <= ? AND digest IN
        (SELECT digest FROM device_approval WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """;

  void insert(Tx tx, String digest, Session session, String device, Instant end) {
    tx.update(INSERT, session.environmentId(), digest, session.userId(), session.id(), device, end);
  }

  Optional<UUID> ownerOf(Tx tx, UUID environmentId, String digest) {
    return tx.one(OWNER, row -> row.uuid("user_id"), environmentId, digest);
  }

  Optional<Approval> take(Tx tx, UUID environmentId, String digest, String device, Instant now) {
    return tx.one(
        TAKE,
        row -> new Approval(row.uuid("user_id"), row.uuid("session_id")),
        environmentId,
        digest,
        device,
        now);
  }

  void deleteOfUser(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE_OF_USER, environmentId, userId);
  }

  void deleteOfDevice(Tx tx, UUID environmentId, UUID userId, String device) {
    tx.update(DELETE_OF_DEVICE, environmentId, userId, device);
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, before, most);
  }
}
