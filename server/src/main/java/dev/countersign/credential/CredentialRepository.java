package dev.countersign.credential;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `credential` table.
final class CredentialRepository {
  private static final String FIND =
      """
      SELECT id, user_id, format, identifier, public_identifier, sign_in_enabled, verified_at,
             last_selected_at
      FROM credential WHERE environment_id = ? AND format = ? AND identifier = ?
      """;

  private static final String OF_USER =
      """
      SELECT id, user_id, format, identifier, public_identifier, sign_in_enabled, verified_at,
             last_selected_at
      FROM credential WHERE environment_id = ? AND user_id = ? ORDER BY verified_at, id
      """;

  /// The row count tells who was first to bind it.
  private static final String INSERT =
      """
      INSERT INTO credential (id, environment_id, user_id, format, identifier, public_identifier,
                              sign_in_enabled, verified_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, format, identifier) DO NOTHING
      """;

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
            linked.verifiedAt())
        == 1;
  }

  void deleteOfUser(Tx tx, UUID environmentId, UUID userId) {
    tx.update(DELETE_OF_USER, environmentId, userId);
  }

  private static LinkedCredential linked(Row row) throws SQLException {
    return new LinkedCredential(
        row.uuid("id"),
        row.uuid("user_id"),
        Credential.of(row.text("format"), row.text("identifier")),
        row.text("public_identifier"),
        row.flag("sign_in_enabled"),
        Instant.ofEpochMilli(row.number("verified_at")),
        row.instantOrNull("last_selected_at"));
  }
}
