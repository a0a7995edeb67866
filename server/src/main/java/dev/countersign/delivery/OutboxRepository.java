package dev.countersign.delivery;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `outbox_message` table, as those see it who put messages in and send them. What asks for the
/// due and the old of all environments is the deployment's own errand and names none.
final class OutboxRepository {
  private static final String INSERT =
      """
      INSERT INTO outbox_message (id, environment_id, channel, recipient, template, sealed_body,
                                  state, attempts, next_at, created_at, expires_at, finished_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
      """;

  private static final String DUE =
      """
      SELECT id, environment_id FROM outbox_message
      WHERE state = 'queued' AND next_at <= ? AND expires_at > ? ORDER BY next_at, id LIMIT ?
      """;

  /// Takes the message and leases it in one statement: of two couriers, one gets a row.
  private static final String CLAIM =
      """
      UPDATE outbox_message SET attempts = attempts + 1, next_at = ?
      WHERE id = ? AND environment_id = ? AND state = 'queued' AND next_at <= ?
      RETURNING id, environment_id, recipient, template, sealed_body, attempts, created_at,
                expires_at
      """;

  /// `attempts` keeps a courier whose lease has run out from speaking for the next one.
  private static final String FINISH =
      """
      UPDATE outbox_message
      SET state = ?, last_error = ?, finished_at = ?, next_at = NULL, sealed_body = NULL
      WHERE id = ? AND environment_id = ? AND state = 'queued' AND attempts = ?
      """;

  private static final String DEFER =
      """
      UPDATE outbox_message SET last_error = ?, next_at = ?
      WHERE id = ? AND environment_id = ? AND state = 'queued' AND attempts = ?
      """;

  private static final String EXPIRE =
      """
      UPDATE outbox_message
      SET state = 'failed', last_error = COALESCE(last_error, 'never tried'), finished_at = ?,
          next_at = NULL, sealed_body = NULL
      WHERE state = 'queued' AND next_at <= ? AND expires_at <= ?
      """;

  /// Ids sort by time, so the oldest stand first in the primary key. A few at a time: others write
  /// too.
  private static final String SWEEP =
      """
      DELETE FROM outbox_message WHERE id IN (
        SELECT id FROM outbox_message
        WHERE id < ? AND state <> 'queued' AND channel = ? ORDER BY id LIMIT ?)
      """;

  record Due(UUID id, UUID environmentId) {}

  void insert(Tx tx, Letter letter, Channel channel) {
    boolean kept = channel == Channel.INBOX;
    tx.update(
        INSERT,
        letter.id(),
        letter.environmentId(),
        channel,
        letter.recipient(),
        letter.template(),
        letter.sealedBody(),
        kept ? State.KEPT : State.QUEUED,
        kept ? null : letter.createdAt(),
        letter.createdAt(),
        letter.expiresAt(),
        kept ? letter.createdAt() : null);
  }

  List<Due> due(Tx tx, Instant now, int most) {
    return tx.list(DUE, row -> new Due(row.uuid("id"), row.uuid("environment_id")), now, now, most);
  }

  /// Empty when another courier was faster.
  Optional<Letter> claim(Tx tx, Due due, Instant now, Instant leaseEnd) {
    return tx.one(CLAIM, OutboxRepository::letter, leaseEnd, due.id(), due.environmentId(), now);
  }

  /// False when the claim is not this one's any more.
  boolean note(Tx tx, Letter letter, Verdict verdict) {
    UUID id = letter.id();
    UUID environment = letter.environmentId();
    int claim = letter.attempts();
    return verdict.state() == State.QUEUED
        ? tx.update(DEFER, verdict.error(), verdict.at(), id, environment, claim) == 1
        : tx.update(FINISH, verdict.state(), verdict.error(), verdict.at(), id, environment, claim)
            == 1;
  }

  int expire(Tx tx, Instant now) {
    return tx.update(EXPIRE, now, now, now);
  }

  int sweep(Tx tx, Channel channel, UUID before, int most) {
    return tx.update(SWEEP, before, channel, most);
  }

  static Letter letter(Row row) throws SQLException {
    return new Letter(
        row.uuid("id"),
        row.uuid("environment_id"),
        row.text("recipient"),
        row.text("template"),
        row.bytes("sealed_body"),
        (int) row.number("attempts"),
        row.instant("created_at"),
        row.instant("expires_at"));
  }
}
