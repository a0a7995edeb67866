package dev.countersign.session;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `session` table. Rows stay after their end: who was signed in when is part of the record.
final class SessionRepository {
  private static final String COLUMNS =
      """
      id, environment_id, user_id, signin_credential_id, amr, session_public_key,
      device_public_key, ip_address, user_agent, created_at, expires_at, refresh_until, revoked_at
      """;

  private static final String INSERT =
      """
      INSERT INTO session (id, environment_id, user_id, signin_credential_id, amr,
                           session_public_key, device_public_key, ip_address, user_agent,
                           created_at, expires_at, refresh_until)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM session WHERE environment_id = ? AND id = ?";

  private static final String FIND_ANYWHERE = "SELECT environment_id FROM session WHERE id = ?";

  private static final String OF_USER =
      "SELECT "
          + COLUMNS
          + " FROM session WHERE environment_id = ? AND user_id = ?"
          + " ORDER BY created_at DESC, id DESC LIMIT 100";

  /// Extends only what lives: a session that was revoked a moment ago stays revoked.
  private static final String EXTEND =
      """
      UPDATE session SET expires_at = ?, session_public_key = COALESCE(?, session_public_key)
      WHERE environment_id = ? AND id = ? AND revoked_at IS NULL AND expires_at > ?
      RETURNING
      """
          + COLUMNS;

  private static final String REVOKE =
      """
      UPDATE session SET revoked_at = ?, revoke_reason = ?
      WHERE environment_id = ? AND id = ? AND revoked_at IS NULL
      """;

  private static final String REVOKE_OF_USER =
      """
      UPDATE session SET revoked_at = ?, revoke_reason = ?
      WHERE environment_id = ? AND user_id = ? AND revoked_at IS NULL AND expires_at > ?
      """;

  private static final String REVOKE_ALL =
      """
      UPDATE session SET revoked_at = ?, revoke_reason = ?
      WHERE environment_id = ? AND revoked_at IS NULL AND expires_at > ?
      """;

  void insert(Tx tx, Session session) {
    tx.update(
        INSERT,
        session.id(),
        session.environmentId(),
        session.userId(),
        session.signInCredentialId(),
        String.join(" ", session.amr()),
        session.sessionPublicKey(),
        session.devicePublicKey(),
        session.ipAddress(),
        session.userAgent(),
        session.createdAt(),
        session.expiresAt(),
        session.refreshUntil());
  }

  Optional<Session> find(Tx tx, UUID environmentId, UUID id) {
    return tx.one(FIND, SessionRepository::session, environmentId, id);
  }

  Optional<UUID> environmentOf(Tx tx, UUID id) {
    return tx.one(FIND_ANYWHERE, row -> row.uuid("environment_id"), id);
  }

  List<Session> ofUser(Tx tx, UUID environmentId, UUID userId) {
    return tx.list(OF_USER, SessionRepository::session, environmentId, userId);
  }

  Optional<Session> extend(Tx tx, Session session, Instant expiresAt, Client client, Instant now) {
    return tx.one(
        EXTEND,
        SessionRepository::session,
        expiresAt,
        client.sessionPublicKey(),
        session.environmentId(),
        session.id(),
        now);
  }

  boolean revoke(Tx tx, UUID environmentId, UUID id, String reason, Instant now) {
    return tx.update(REVOKE, now, reason, environmentId, id) == 1;
  }

  int revokeOfUser(Tx tx, UUID environmentId, UUID userId, String reason, Instant now) {
    return tx.update(REVOKE_OF_USER, now, reason, environmentId, userId, now);
  }

  int revokeAll(Tx tx, UUID environmentId, String reason, Instant now) {
    return tx.update(REVOKE_ALL, now, reason, environmentId, now);
  }

  private static Session session(Row row) throws SQLException {
    return new Session(
        row.uuid("id"),
        row.uuid("environment_id"),
        row.uuid("user_id"),
        row.uuid("signin_credential_id"),
        List.of(row.text("amr").split(" ")),
        row.textOrNull("session_public_key"),
        row.textOrNull("device_public_key"),
        row.textOrNull("ip_address"),
        row.textOrNull("user_agent"),
        row.instant("created_at"),
        row.instant("expires_at"),
        row.instant("refresh_until"),
        row.instantOrNull("revoked_at"));
  }
}
