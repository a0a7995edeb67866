package dev.countersign.limit;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// The `limit_window` table: one row for each subject of a limit, begun anew when its window ends.
final class LimitRepository {
  /// Uses of an IP address belong to no environment.
  static final UUID DEPLOYMENT = new UUID(0, 0);

  private static final String USE =
      """
      INSERT INTO limit_window (environment_id, name, subject, used, ends_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, name, subject) DO UPDATE SET
        used = CASE WHEN limit_window.ends_at <= ? THEN excluded.used
                    ELSE limit_window.used + excluded.used END,
        ends_at = CASE WHEN limit_window.ends_at <= ? THEN excluded.ends_at
                       ELSE limit_window.ends_at END
      RETURNING used, ends_at
      """;

  private static final String GIVE_BACK =
      """
      UPDATE limit_window SET used = used - 1
      WHERE environment_id = ? AND name = ? AND subject = ? AND used > 0
      """;

  private static final String SWEEP =
      """
      DELETE FROM limit_window WHERE ends_at <= ? AND subject IN
        (SELECT subject FROM limit_window WHERE ends_at <= ? ORDER BY ends_at LIMIT ?)
      """;

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, before, most);
  }

  record Counted(Limit limit, String subject) {}

  record Window(long used, Instant endsAt) {}

  /// Counts uses, also none, and tells how many there are in the window.
  Window use(Tx tx, UUID environmentId, Counted key, long uses, Instant now, Instant endsAt) {
    return tx.one(
            USE,
            row -> new Window(row.number("used"), row.instant("ends_at")),
            environmentId,
            name(key.limit()),
            key.subject(),
            uses,
            endsAt,
            now,
            now)
        .orElseThrow();
  }

  void giveBack(Tx tx, UUID environmentId, Limit limit, String subject) {
    tx.update(GIVE_BACK, environmentId, name(limit), subject);
  }

  private static String name(Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT);
  }
}
