package dev.countersign.environment;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import dev.countersign.environment.Origins.Listed;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `environment_origin` table.
final class OriginRepository {
  private static final String LIST =
      """
      SELECT id, environment_id, origin, created_at FROM environment_origin
      WHERE environment_id = ? ORDER BY created_at, id
      """;

  private static final String FIND =
      "SELECT id, environment_id, origin, created_at FROM environment_origin WHERE id = ?";

  private static final String COUNT =
      "SELECT COUNT(*) FROM environment_origin WHERE environment_id = ?";

  private static final String INSERT =
      """
      INSERT INTO environment_origin (id, environment_id, origin, created_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (environment_id, origin) DO NOTHING
      """;

  private static final String DELETE =
      "DELETE FROM environment_origin WHERE environment_id = ? AND id = ?";

  List<Listed> list(Tx tx, UUID environmentId) {
    return tx.list(LIST, OriginRepository::listed, environmentId);
  }

  Optional<Listed> find(Tx tx, UUID id) {
    return tx.one(FIND, OriginRepository::listed, id);
  }

  long count(Tx tx, UUID environmentId) {
    return tx.count(COUNT, environmentId);
  }

  /// False when the origin is on the list already.
  boolean insert(Tx tx, Listed listed) {
    return tx.update(
            INSERT,
            listed.id(),
            listed.environmentId(),
            listed.origin().value(),
            listed.createdAt())
        == 1;
  }

  /// False when the environment has no such entry.
  boolean delete(Tx tx, UUID environmentId, UUID id) {
    return tx.update(DELETE, environmentId, id) == 1;
  }

  private static Listed listed(Row row) throws SQLException {
    return new Listed(
        row.uuid("id"),
        row.uuid("environment_id"),
        new Origin(row.text("origin")),
        row.instant("created_at"));
  }
}
