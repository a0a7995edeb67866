package dev.countersign.audit;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `audit_event` table. Rows are only ever added.
final class AuditRepository {
  private static final String INSERT =
      """
      INSERT INTO audit_event (id, environment_id, name, user_id, data, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  void insert(
      Tx tx,
      UUID id,
      UUID environmentId,
      String name,
      @Nullable UUID userId,
      String data,
      Instant now) {
    tx.update(INSERT, id, environmentId, name, userId, data, now);
  }
}
