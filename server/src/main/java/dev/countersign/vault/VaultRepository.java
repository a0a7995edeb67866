package dev.countersign.vault;

import dev.countersign.db.Tx;
import java.util.Optional;

/// The `deployment` table: values that belong to the whole deployment.
final class VaultRepository {
  private static final String FIND = "SELECT value FROM deployment WHERE name = ?";

  private static final String INSERT_ONCE =
      "INSERT INTO deployment (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";

  Optional<byte[]> find(Tx tx, String name) {
    return tx.one(FIND, row -> row.bytes("value"), name);
  }

  /// The value that stands: this one, or the one that was there before.
  byte[] insertOnce(Tx tx, String name, byte[] value) {
    tx.update(INSERT_ONCE, name, value);
    return find(tx, name).orElse(value);
  }
}
