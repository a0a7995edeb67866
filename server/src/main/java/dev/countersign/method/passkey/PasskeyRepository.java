package dev.countersign.method.passkey;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `passkey` table. Its rows go with the credentials they belong to.
final class PasskeyRepository {
  private static final String COLUMNS =
      """
      id, credential_id, rp_id, user_handle, attested, sign_count, uv_initialized, backup_eligible,
      backed_up, transports, aaguid, alias, user_agent, origin, created_at, updated_at
      """;

  /// The row count tells whether the authenticator's id was free.
  private static final String INSERT =
      """
      INSERT INTO passkey (environment_id, id, credential_id, rp_id, user_handle, attested,
                           sign_count, uv_initialized, backup_eligible, backed_up, transports,
                           aaguid, user_agent, origin, created_at, attestation_object,
                           attestation_client_data)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, credential_id) DO NOTHING
      """;

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM passkey WHERE environment_id = ? AND credential_id = ?";

  private static final String OF_USER =
      "SELECT "
          + COLUMNS
          + """
           FROM passkey WHERE environment_id = ? AND id IN
            (SELECT id FROM credential WHERE environment_id = ? AND user_id = ?)
          ORDER BY created_at, id
          """;

  private static final String COUNT_OF_USER =
      """
      SELECT COUNT(*) FROM passkey WHERE environment_id = ? AND id IN
        (SELECT id FROM credential WHERE environment_id = ? AND user_id = ?)
      """;

  /// A counter goes up, or is none (WebAuthn §6.1.1); of two uses of one count, one is refused.
  private static final String USED =
      """
      UPDATE passkey SET sign_count = ?, backed_up = ?, last_used_at = ?
      WHERE environment_id = ? AND id = ? AND (sign_count < ? OR sign_count = 0 AND ? = 0)
      """;

  private static final String RENAME =
      "UPDATE passkey SET alias = ?, updated_at = ? WHERE environment_id = ? AND id = ?";

  boolean insert(Tx tx, UUID environmentId, Passkey passkey, Attestation attestation) {
    return tx.update(
            INSERT,
            environmentId,
            passkey.id(),
            passkey.credentialId(),
            passkey.relyingPartyId(),
            passkey.userHandle(),
            passkey.attested(),
            passkey.signCount(),
            passkey.uvInitialized(),
            passkey.backupEligible(),
            passkey.backedUp(),
            String.join(" ", passkey.transports()),
            passkey.aaguid(),
            passkey.userAgent(),
            passkey.origin(),
            passkey.createdAt(),
            attestation.object(),
            attestation.clientData())
        == 1;
  }

  Optional<Passkey> find(Tx tx, UUID environmentId, String credentialId) {
    return tx.one(FIND, PasskeyRepository::passkey, environmentId, credentialId);
  }

  List<Passkey> ofUser(Tx tx, UUID environmentId, UUID userId) {
    return tx.list(OF_USER, PasskeyRepository::passkey, environmentId, environmentId, userId);
  }

  long countOfUser(Tx tx, UUID environmentId, UUID userId) {
    return tx.count(COUNT_OF_USER, environmentId, environmentId, userId);
  }

  boolean used(Tx tx, UUID environmentId, UUID id, Assertion assertion, Instant now) {
    return tx.update(
            USED,
            assertion.signCount(),
            assertion.backedUp(),
            now,
            environmentId,
            id,
            assertion.signCount(),
            assertion.signCount())
        == 1;
  }

  void rename(Tx tx, UUID environmentId, UUID id, @Nullable String alias, Instant now) {
    tx.update(RENAME, alias, now, environmentId, id);
  }

  private static Passkey passkey(Row row) throws SQLException {
    String transports = row.text("transports");
    return new Passkey(
        row.uuid("id"),
        row.text("credential_id"),
        row.text("rp_id"),
        row.bytes("user_handle"),
        row.bytes("attested"),
        row.number("sign_count"),
        row.flag("uv_initialized"),
        row.flag("backup_eligible"),
        row.flag("backed_up"),
        transports.isEmpty() ? List.of() : List.of(transports.split(" ", -1)),
        row.uuid("aaguid"),
        row.textOrNull("alias"),
        row.textOrNull("user_agent"),
        row.text("origin"),
        row.instant("created_at"),
        row.instantOrNull("updated_at"));
  }
}
