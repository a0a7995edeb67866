package dev.countersign.credential;

import dev.countersign.base.Json;
import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `credential` table.
final class CredentialRepository {
  private static final String COLUMNS =
      """
      id, user_id, format, identifier, public_identifier, sign_in_enabled, verified_at,
      last_selected_at, details
      """;

  private static final String FIND =
      "SELECT "
          + COLUMNS
          + " FROM credential WHERE environment_id = ? AND format = ? AND identifier = ?";

  private static final String GET =
      "SELECT " + COLUMNS + " FROM credential WHERE environment_id = ? AND id = ?";

  private static final String ENVIRONMENT_OF = "SELECT environment_id FROM credential WHERE id = ?";

  private static final String OF_USER =
      "SELECT "
          + COLUMNS
          + " FROM credential WHERE environment_id = ? AND user_id = ? ORDER BY verified_at, id";

  /// The row count tells who was first to bind it.
  private static final String INSERT =
      """
      INSERT INTO credential (id, environment_id, user_id, format, identifier, public_identifier,
                              sign_in_enabled, verified_at, details)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, format, identifier) DO NOTHING
      """;

  /// Proven again: as the client writes it now, with what it tells now.
  private static final String PROVEN =
      """
      UPDATE credential SET public_identifier = ?, details = ?, verified_at = ?
      WHERE environment_id = ? AND id = ?
      """;

  private static final String SELECT =
      "UPDATE credential SET last_selected_at = ? WHERE environment_id = ? AND id = ?";

  private static final String GIVE =
      """
      UPDATE credential SET user_id = ?, sign_in_enabled = ?, details = ?, last_selected_at = NULL
      WHERE environment_id = ? AND id = ? AND user_id = ?
      """;

  private static final String KEEP_TOKENS =
      """
      UPDATE credential SET sealed_tokens = ?
      WHERE environment_id = ? AND format = ? AND identifier = ?
      """;

  private static final String TOKENS =
      "SELECT sealed_tokens FROM credential WHERE environment_id = ? AND id = ?";

  private static final String DELETE =
      "DELETE FROM credential WHERE environment_id = ? AND user_id = ? AND id = ?";

  private static final String DELETE_OF_USER =
      "DELETE FROM credential WHERE environment_id = ? AND user_id = ?";

  Optional<LinkedCredential> find(Tx tx, UUID environmentId, Credential credential) {
    return tx.one(
        FIND,
        CredentialRepository::linked,
        environmentId,
        credential.format(),
        credential.identifier());
  }

  Optional<LinkedCredential> get(Tx tx, UUID environmentId, UUID id) {
    return tx.one(GET, CredentialRepository::linked, environmentId, id);
  }

  Optional<UUID> environmentOf(Tx tx, UUID id) {
    return tx.one(ENVIRONMENT_OF, row -> row.uuid("environment_id"), id);
  }

  List<LinkedCredential> ofUser(Tx tx, UUID environmentId, UUID userId) {
    return tx.list(OF_USER, CredentialRepository::linked, environmentId, userId);
  }

  boolean insert(Tx tx, UUID environmentId, LinkedCredential linked) {
    return tx.update(
            INSERT,
            linked.id(),
            environmentId,
            linked.userId(),
            linked.credential().format(),
            linked.credential().identifier(),
            linked.publicIdentifier(),
            linked.signInEnabled(),
            linked.verifiedAt(),
            Json.text(linked.details()))
        == 1;
  }

  void proven(Tx tx, UUID environmentId, LinkedCredential linked) {
    tx.update(
        PROVEN,
        linked.publicIdentifier(),
        Json.text(linked.details()),
        linked.verifiedAt(),
        environmentId,
        linked.id());
  }

  void select(Tx tx, UUID environmentId, UUID id, Instant now) {
    tx.update(SELECT, now, environmentId, id);
  }

  /// Only from the one who has it.
  boolean give(Tx tx, UUID environmentId, LinkedCredential linked, UUID from) {
    return tx.update(
            GIVE,
            linked.userId(),
            linked.signInEnabled(),
            Json.text(linked.details()),
            environmentId,
            linked.id(),
            from)
        == 1;
  }

  void keepTokens(Tx tx, UUID environmentId, Credential credential, byte[] box) {
    tx.update(KEEP_TOKENS, box, environmentId, credential.format(), credential.identifier());
  }

  Optional<byte[]> tokens(Tx tx, UUID environmentId, UUID id) {
    return tx
        .list(
            TOKENS, row -> Optional.ofNullable(row.bytesOrNull("sealed_tokens")), environmentId, id)
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  boolean delete(Tx tx, UUID environmentId, UUID userId, UUID id) {
    return tx.update(DELETE, environmentId, userId, id) == 1;
  }

  void deleteOfUser(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE_OF_USER, environmentId, userId);
  }

  private static LinkedCredential linked(Row row) throws SQLException {
    @Nullable String details = row.textOrNull("details");
    return new LinkedCredential(
        row.uuid("id"),
        row.uuid("user_id"),
        Credential.of(row.text("format"), row.text("identifier")),
        row.text("public_identifier"),
        row.flag("sign_in_enabled"),
        Instant.ofEpochMilli(row.number("verified_at")),
        row.instantOrNull("last_selected_at"),
        details == null ? Json.object() : Json.object(details));
  }
}
