package dev.countersign.session;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `session` table. Rows stay after their end: who was signed in when is part of the record.
final class SessionRepository {
  private static final String COLUMNS =
      """
      id, environment_id, user_id, signin_credential_id, amr, factor_amr, session_public_key,
      device_public_key, device_cookie, device_owed, ip_address, user_agent, created_at, expires_at,
      refresh_until,
      COALESCE(last_seen_at, created_at) AS last_seen_at, generation,
      COALESCE(generation_at, created_at) AS generation_at,
      COALESCE(issued_at, created_at) AS issued_at, confirmed_at, revoked_at
      """;

  private static final String INSERT =
      """
      INSERT INTO session (id, environment_id, user_id, signin_credential_id, amr,
                           session_public_key, device_public_key, device_cookie, ip_address,
                           user_agent, created_at, expires_at, refresh_until)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM session WHERE environment_id = ? AND id = ?";

  private static final String FIND_ANYWHERE = "SELECT environment_id FROM session WHERE id = ?";

  private static final String OF_USER =
      "SELECT "
          + COLUMNS
          + " FROM session WHERE environment_id = ? AND user_id = ?"
          + " ORDER BY created_at DESC, id DESC LIMIT 100";

  private static final String LIVE_OF_USER =
      "SELECT "
          + COLUMNS
          + " FROM session WHERE environment_id = ? AND user_id = ? AND revoked_at IS NULL"
          + " AND expires_at > ? ORDER BY created_at DESC, id DESC LIMIT 100";

  private static final String LIVE_ON_DEVICE =
      "SELECT "
          + COLUMNS
          + " FROM session WHERE environment_id = ? AND user_id = ? AND revoked_at IS NULL"
          + " AND expires_at > ? AND (device_public_key = ? OR device_cookie = ?)";

  private static final String LIVE_OPENED_BY =
      "SELECT "
          + COLUMNS
          + " FROM session WHERE environment_id = ? AND user_id = ? AND revoked_at IS NULL"
          + " AND expires_at > ? AND signin_credential_id = ?";

  /// Only what lives and is as it was when this was decided: what was revoked a moment ago stays
  /// revoked, and of two that rotate at once one does.
  private static final String REFRESHED =
      """
          device_public_key = COALESCE(device_public_key, ?),
          session_public_key = COALESCE(?, session_public_key),
          expires_at = ?, issued_at = ?, last_seen_at = ?
      WHERE environment_id = ? AND id = ? AND generation = ? AND revoked_at IS NULL
        AND expires_at > ? AND (device_public_key IS NULL OR device_public_key = ?)
      RETURNING
      """
          + COLUMNS;

  private static final String ROTATE =
      "UPDATE session SET generation = generation + 1, generation_at = ?, confirmed_at = NULL,"
          + REFRESHED;

  private static final String KEEP =
      "UPDATE session SET confirmed_at = COALESCE(confirmed_at, ?)," + REFRESHED;

  private static final String RAISE =
      """
      UPDATE session SET factor_amr = ?, factor_id = ?
      WHERE environment_id = ? AND id = ? AND revoked_at IS NULL AND expires_at > ?
      RETURNING
      """
          + COLUMNS;

  private static final String LOWER =
      """
      UPDATE session SET factor_amr = NULL, factor_id = NULL
      WHERE environment_id = ? AND user_id = ? AND factor_amr IS NOT NULL
      """;

  private static final String OWE_DEVICE =
      "UPDATE session SET device_owed = TRUE WHERE environment_id = ? AND id = ?";

  private static final String APPROVE_DEVICE =
      """
      UPDATE session SET device_owed = FALSE
      WHERE environment_id = ? AND user_id = ? AND device_owed
        AND (device_public_key = ? OR device_cookie = ?)
      """;

  /// Of two nodes that saw it the later time counts. A token that was replaced confirms nothing.
  private static final String SEEN =
      """
      UPDATE session SET
        last_seen_at = CASE WHEN COALESCE(last_seen_at, created_at) < ? THEN ?
                            ELSE last_seen_at END,
        confirmed_at = CASE WHEN generation = ? THEN COALESCE(confirmed_at, ?)
                            ELSE confirmed_at END
      WHERE environment_id = ? AND id = ?
      """;

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

  private static final String REVOKED =
      """
      SELECT id FROM session
      WHERE environment_id = ? AND revoked_at IS NOT NULL AND expires_at > ? AND revoked_at > ?
      ORDER BY id
      """;

  private static final String CUT_OFF_AT =
      "SELECT ended_at FROM session_cutoff WHERE environment_id = ?";

  private static final String CUT_OFF =
      """
      INSERT INTO session_cutoff (environment_id, ended_at) VALUES (?, ?)
      ON CONFLICT (environment_id) DO UPDATE SET ended_at = excluded.ended_at
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
        session.deviceCookie(),
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

  /// The next generation; empty when the session is not what it was.
  Optional<Session> rotate(Tx tx, Session was, Instant expiresAt, Client client, Instant now) {
    return refreshed(tx, ROTATE, now, was, expiresAt, client, now);
  }

  /// Another token of the same generation; `confirmed` when one of it was shown.
  Optional<Session> keep(
      Tx tx, Session was, boolean confirmed, Instant expiresAt, Client client, Instant now) {
    return refreshed(tx, KEEP, confirmed ? now : null, was, expiresAt, client, now);
  }

  private static Optional<Session> refreshed(
      Tx tx,
      String sql,
      @Nullable Instant first,
      Session was,
      Instant expiresAt,
      Client client,
      Instant now) {
    return tx.one(
        sql,
        SessionRepository::session,
        first,
        client.devicePublicKey(),
        client.sessionPublicKey(),
        expiresAt,
        now,
        now,
        was.environmentId(),
        was.id(),
        was.generation().number(),
        now,
        client.devicePublicKey());
  }

  /// Empty when it has ended.
  Optional<Session> raise(
      Tx tx, Session was, List<String> amr, @Nullable UUID factorId, Instant now) {
    return tx.one(
        RAISE,
        SessionRepository::session,
        String.join(" ", amr),
        factorId,
        was.environmentId(),
        was.id(),
        now);
  }

  int lower(Tx tx, UUID environmentId, UUID userId) {
    return tx.update(LOWER, environmentId, userId);
  }

  int lower(Tx tx, UUID environmentId, UUID userId, UUID factorId) {
    return tx.update(LOWER + " AND factor_id = ?", environmentId, userId, factorId);
  }

  void oweDevice(Tx tx, UUID environmentId, UUID id) {
    tx.update(OWE_DEVICE, environmentId, id);
  }

  void approveDevice(Tx tx, UUID environmentId, UUID userId, String device) {
    tx.update(APPROVE_DEVICE, environmentId, userId, device, device);
  }

  void seen(Tx tx, UUID environmentId, UUID id, int generation, Instant at) {
    tx.update(SEEN, at, at, generation, at, environmentId, id);
  }

  /// Newest first.
  List<Session> liveOfUser(Tx tx, UUID environmentId, UUID userId, Instant now) {
    return tx.list(LIVE_OF_USER, SessionRepository::session, environmentId, userId, now);
  }

  /// All of them: what is to end must not hide behind others.
  List<Session> liveOnDevice(Tx tx, UUID environmentId, UUID userId, String device, Instant now) {
    return tx.list(
        LIVE_ON_DEVICE, SessionRepository::session, environmentId, userId, now, device, device);
  }

  List<Session> liveOpenedBy(
      Tx tx, UUID environmentId, UUID userId, UUID credentialId, Instant now) {
    return tx.list(
        LIVE_OPENED_BY, SessionRepository::session, environmentId, userId, now, credentialId);
  }

  boolean revoke(Tx tx, UUID environmentId, UUID id, String reason, Instant now) {
    return tx.update(REVOKE, now, reason, environmentId, id) == 1;
  }

  int revokeOfUser(Tx tx, UUID environmentId, UUID userId, String reason, Instant now) {
    return tx.update(REVOKE_OF_USER, now, reason, environmentId, userId, now);
  }

  /// Revoked after `since`, with tokens that have not expired.
  List<UUID> revokedSince(Tx tx, UUID environmentId, Instant since, Instant now) {
    return tx.list(REVOKED, row -> row.uuid("id"), environmentId, now, since);
  }

  Optional<Instant> cutOffAt(Tx tx, UUID environmentId) {
    return tx.one(CUT_OFF_AT, row -> row.instant("ended_at"), environmentId);
  }

  void cutOff(Tx tx, UUID environmentId, Instant now) {
    tx.update(CUT_OFF, environmentId, now);
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
        factorAmr(row.textOrNull("factor_amr")),
        row.textOrNull("session_public_key"),
        row.textOrNull("device_public_key"),
        row.textOrNull("device_cookie"),
        row.flag("device_owed"),
        row.textOrNull("ip_address"),
        row.textOrNull("user_agent"),
        row.instant("created_at"),
        row.instant("expires_at"),
        row.instant("refresh_until"),
        row.instant("last_seen_at"),
        new Generation(
            Math.toIntExact(row.number("generation")),
            row.instant("generation_at"),
            row.instant("issued_at"),
            row.instantOrNull("confirmed_at")),
        row.instantOrNull("revoked_at"));
  }

  private static List<String> factorAmr(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }
}
