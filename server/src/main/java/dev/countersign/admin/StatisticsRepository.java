package dev.countersign.admin;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.UUID;

/// How many there are, counted over the tables of others.
final class StatisticsRepository {
  private static final String USERS = "SELECT COUNT(*) FROM end_user WHERE environment_id = ?";

  private static final String USERS_SINCE =
      "SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND last_visit >= ?";

  private static final String VISITORS = "SELECT COUNT(*) FROM visitor WHERE environment_id = ?";

  private static final String VISITORS_SINCE =
      "SELECT COUNT(*) FROM visitor WHERE environment_id = ? AND last_seen_at >= ?";

  record Counted(long count, long uniquePastMonth) {}

  Counted users(Tx tx, UUID environmentId, Instant monthAgo) {
    return new Counted(
        tx.count(USERS, environmentId), tx.count(USERS_SINCE, environmentId, monthAgo));
  }

  Counted visitors(Tx tx, UUID environmentId, Instant monthAgo) {
    return new Counted(
        tx.count(VISITORS, environmentId), tx.count(VISITORS_SINCE, environmentId, monthAgo));
  }
}
