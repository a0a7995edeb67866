package dev.countersign.factor;

import dev.countersign.db.Tx;
import java.util.Optional;
import java.util.UUID;

/// The `default_factor` table: which of their factors a person wants to be asked for.
final class DefaultFactorRepository {
  private static final String PUT =
      """
      INSERT INTO default_factor (environment_id, user_id, factor_id) VALUES (?, ?, ?)
      ON CONFLICT (environment_id, user_id) DO UPDATE SET factor_id = excluded.factor_id
      """;

  private static final String FIND =
      "SELECT factor_id FROM default_factor WHERE environment_id = ? AND user_id = ?";

  private static final String DELETE =
      "DELETE FROM default_factor WHERE environment_id = ? AND user_id = ?";

  void put(Tx tx, UUID environmentId, UUID userId, UUID factorId) {
    tx.update(PUT, environmentId, userId, factorId);
  }

  Optional<UUID> find(Tx tx, UUID environmentId, UUID userId) {
    return tx.one(FIND, row -> row.uuid("factor_id"), environmentId, userId);
  }

  void delete(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE, environmentId, userId);
  }
}
