package dev.countersign.token;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The `signing_key` table. The private half is sealed before it comes here.
final class SigningKeyRepository {
  private static final String INSERT =
      """
      INSERT INTO signing_key (environment_id, id, public_key, sealed_key, created_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  private static final String NEWEST_FIRST =
      """
      SELECT id, public_key, sealed_key FROM signing_key
      WHERE environment_id = ? ORDER BY created_at DESC, id
      """;

  record Stored(String kid, byte[] publicKey, byte[] sealedKey) {}

  void insert(Tx tx, UUID environmentId, Stored key, Instant now) {
    tx.update(INSERT, environmentId, key.kid(), key.publicKey(), key.sealedKey(), now);
  }

  List<Stored> newestFirst(Tx tx, UUID environmentId) {
    return tx.list(
        NEWEST_FIRST,
        row -> new Stored(row.text("id"), row.bytes("public_key"), row.bytes("sealed_key")),
        environmentId);
  }
}
