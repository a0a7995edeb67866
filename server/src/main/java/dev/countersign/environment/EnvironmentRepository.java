package dev.countersign.environment;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The `environment` table.
final class EnvironmentRepository {
  private static final String INSERT =
      """
      INSERT INTO environment (id, project_id, kind, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  private static final String FIND =
      "SELECT id, project_id, kind, created_at, updated_at FROM environment WHERE id = ?";

  private static final String TOUCH = "UPDATE environment SET updated_at = ? WHERE id = ?";

  record Stored(UUID id, UUID projectId, Kind kind, Instant createdAt, Instant updatedAt) {}

  void insert(Tx tx, UUID id, UUID projectId, Kind kind, Instant now) {
    tx.update(INSERT, id, projectId, kind.wireName(), now, now);
  }

  Optional<Stored> find(Tx tx, UUID id) {
    return tx.one(FIND, EnvironmentRepository::stored, id);
  }

  void touch(Tx tx, UUID id, Instant now) {
    tx.update(TOUCH, now, id);
  }

  private static Stored stored(Row row) throws SQLException {
    return new Stored(
        row.uuid("id"),
        row.uuid("project_id"),
        Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
        row.instant("created_at"),
        row.instant("updated_at"));
  }
}
