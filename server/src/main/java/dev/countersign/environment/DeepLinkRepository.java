package dev.countersign.environment;

import dev.countersign.db.Tx;
import dev.countersign.environment.DeepLinks.Listed;
import java.util.List;
import java.util.UUID;

/// The `environment_deep_link` table.
final class DeepLinkRepository {
  private static final String LIST =
      """
      SELECT id, environment_id, link, created_at FROM environment_deep_link
      WHERE environment_id = ? ORDER BY created_at, id
      """;

  private static final String COUNT =
      "SELECT COUNT(*) FROM environment_deep_link WHERE environment_id = ?";

  private static final String INSERT =
      """
      INSERT INTO environment_deep_link (id, environment_id, link, created_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (environment_id, link) DO NOTHING
      """;

  private static final String DELETE = "DELETE FROM environment_deep_link WHERE id = ?";

  List<Listed> list(Tx tx, UUID environmentId) {
    return tx.list(
        LIST,
        row ->
            new Listed(
                row.uuid("id"),
                row.uuid("environment_id"),
                new DeepLink(row.text("link")),
                row.instant("created_at")),
        environmentId);
  }

  long count(Tx tx, UUID environmentId) {
    return tx.count(COUNT, environmentId);
  }

  /// False when the link is on the list already.
  boolean insert(Tx tx, Listed listed) {
    return tx.update(
            INSERT, listed.id(), listed.environmentId(), listed.link().value(), listed.createdAt())
        == 1;
  }

  boolean delete(Tx tx, UUID id) {
    return tx.update(DELETE, id) == 1;
  }
}
