package dev.countersign.token;

import dev.countersign.crypto.RsaKeys;
import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `signing_key` table. The private half is sealed before it comes here, or is elsewhere.
final class SigningKeyRepository {
  private static final String STORES =
      "SELECT DISTINCT store FROM signing_key WHERE revoked_at IS NULL";

  private static final String INSERT =
      """
      INSERT INTO signing_key
        (environment_id, id, store, public_key, sealed_key, created_at, signs_from)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String OF_ENVIRONMENT =
      """
      SELECT id, store, public_key, sealed_key, created_at,
             COALESCE(signs_from, created_at) AS signs_from, expires_at, revoked_at
      FROM signing_key WHERE environment_id = ? ORDER BY COALESCE(signs_from, created_at) DESC, id
      """;

  /// Changes nothing, and makes a second rotation of the environment wait for the first.
  private static final String LOCK =
      "UPDATE signing_key SET environment_id = environment_id WHERE environment_id = ?";

  private static final String REVOKE =
      """
      UPDATE signing_key SET revoked_at = ?, sealed_key = ?
      WHERE environment_id = ? AND id = ? AND revoked_at IS NULL
      """;

  private static final String EXPIRE =
      """
      UPDATE signing_key SET expires_at = ?
      WHERE environment_id = ? AND id = ? AND expires_at IS NULL
      """;

  private static final String DELETE =
      "DELETE FROM signing_key WHERE environment_id = ? AND id = ?";

  /// Environments whose newest key began to sign before.
  private static final String DUE =
      """
      SELECT environment_id FROM signing_key WHERE revoked_at IS NULL
      GROUP BY environment_id HAVING MAX(COALESCE(signs_from, created_at)) <= ? LIMIT ?
      """;

  /// Environments with a key that has a successor, or an end.
  private static final String WITH_OLD =
      """
      SELECT environment_id FROM signing_key
      GROUP BY environment_id HAVING COUNT(*) > 1 ORDER BY environment_id
      """;

  private static final String LAST_EXPIRY =
      "SELECT MAX(expires_at) FROM session WHERE environment_id = ? AND created_at > ?";

  /// Of all environments: asked at the start, before any of them is served.
  List<String> stores(Tx tx) {
    return tx.list(STORES, row -> row.text("store"));
  }

  void insert(
      Tx tx,
      UUID environmentId,
      String store,
      SigningKeyStore.Made key,
      Instant now,
      Instant signsFrom) {
    byte[] publicKey = key.publicKey().getEncoded();
    tx.update(INSERT, environmentId, key.kid(), store, publicKey, key.reference(), now, signsFrom);
  }

  /// The latest to sign first.
  List<StoredKey> ofEnvironment(Tx tx, UUID environmentId) {
    return tx.list(OF_ENVIRONMENT, SigningKeyRepository::stored, environmentId);
  }

  void lock(Tx tx, UUID environmentId) {
    tx.update(LOCK, environmentId);
  }

  void revoke(Tx tx, UUID environmentId, String kid, Instant now) {
    tx.update(REVOKE, now, new byte[0], environmentId, kid);
  }

  void expire(Tx tx, UUID environmentId, String kid, Instant at) {
    tx.update(EXPIRE, at, environmentId, kid);
  }

  boolean delete(Tx tx, UUID environmentId, String kid) {
    return tx.update(DELETE, environmentId, kid) == 1;
  }

  List<UUID> due(Tx tx, Instant before, int most) {
    return tx.list(DUE, row -> row.uuid("environment_id"), before, most);
  }

  List<UUID> withOld(Tx tx) {
    return tx.list(WITH_OLD, row -> row.uuid("environment_id"));
  }

  /// When the last token of a session that began after `since` expires.
  Optional<Instant> lastExpiry(Tx tx, UUID environmentId, Instant since) {
    long at = tx.count(LAST_EXPIRY, environmentId, since);
    return at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }

  private static StoredKey stored(Row row) throws SQLException {
    return new StoredKey(
        row.text("id"),
        row.text("store"),
        RsaKeys.publicKey(row.bytes("public_key")),
        row.bytes("sealed_key"),
        row.instant("created_at"),
        row.instant("signs_from"),
        row.instantOrNull("expires_at"),
        row.instantOrNull("revoked_at"));
  }
}
