package dev.countersign.delivery;

import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `outbox_message` table, as a reader of one environment sees it.
final class InboxRepository {
  private static final String KEPT =
      """
      SELECT id, environment_id, recipient, template, sealed_body, attempts, created_at, expires_at
      FROM outbox_message
      WHERE environment_id = ? AND channel = 'inbox' AND created_at > ?
      """;

  private static final String TO = " AND recipient = ?";
  private static final String NEWEST = " ORDER BY id DESC LIMIT ?";
  private static final String NEXT = " AND id > ? ORDER BY id LIMIT 1";

  private static final String NEWEST_OF_ALL = KEPT + NEWEST;
  private static final String NEWEST_TO = KEPT + TO + NEWEST;
  private static final String NEXT_OF_ALL = KEPT + NEXT;
  private static final String NEXT_TO = KEPT + TO + NEXT;

  private static final String CLEAR =
      "DELETE FROM outbox_message WHERE environment_id = ? AND channel = 'inbox'";

  private static final String STATUS =
      """
      SELECT id, channel, recipient, template, state, attempts, created_at, finished_at, last_error
      FROM outbox_message WHERE environment_id = ? ORDER BY id DESC LIMIT ?
      """;

  /// Without `to`, to anyone.
  List<Letter> newest(
      Tx tx, Environment environment, @Nullable String to, Instant since, int most) {
    return to == null
        ? tx.list(NEWEST_OF_ALL, OutboxRepository::letter, environment.id(), since, most)
        : tx.list(NEWEST_TO, OutboxRepository::letter, environment.id(), since, to, most);
  }

  /// The oldest that came after `after`.
  Optional<Letter> next(
      Tx tx, Environment environment, @Nullable String to, Instant since, UUID after) {
    return to == null
        ? tx.one(NEXT_OF_ALL, OutboxRepository::letter, environment.id(), since, after)
        : tx.one(NEXT_TO, OutboxRepository::letter, environment.id(), since, to, after);
  }

  int clear(Tx tx, Environment environment) {
    return tx.update(CLEAR, environment.id());
  }

  List<Messages.Status> status(Tx tx, Environment environment, int most) {
    return tx.list(
        STATUS,
        row ->
            new Messages.Status(
                row.uuid("id"),
                row.text("channel"),
                row.text("recipient"),
                row.text("template"),
                row.text("state"),
                (int) row.number("attempts"),
                row.instant("created_at"),
                row.instantOrNull("finished_at"),
                row.textOrNull("last_error")),
        environment.id(),
        most);
  }
}
