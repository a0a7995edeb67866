package dev.countersign.signin;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `visitor` table.
final class VisitorRepository {
  private static final String SEEN =
      """
      INSERT INTO visitor (id, environment_id, chain, address, wallet_name, provider, auth_mode,
                           visits, first_seen_at, last_seen_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
      ON CONFLICT (environment_id, chain, address) DO UPDATE SET
        wallet_name = excluded.wallet_name, provider = excluded.provider,
        auth_mode = excluded.auth_mode, visits = visitor.visits + 1,
        last_seen_at = excluded.last_seen_at
      """;

  /// An empty text stands for any.
  private static final String MATCHING =
      """
      FROM visitor WHERE environment_id = ? AND (? = '' OR address = ?) AND (? = '' OR chain = ?)
      """;

  private static final String PAGE =
      "SELECT * " + MATCHING + " ORDER BY first_seen_at DESC, id DESC LIMIT ? OFFSET ?";

  private static final String COUNT = "SELECT COUNT(*) " + MATCHING;

  void seen(
      Tx tx,
      UUID id,
      UUID environmentId,
      Visits.Told told,
      @Nullable String authMode,
      Instant now) {
    tx.update(
        SEEN,
        id,
        environmentId,
        told.chain(),
        told.address(),
        told.walletName(),
        told.provider(),
        authMode,
        now,
        now);
  }

  List<VisitorRecord> page(
      Tx tx, UUID environmentId, String address, String chain, int limit, int offset) {
    return tx.list(
        PAGE,
        VisitorRepository::visitor,
        environmentId,
        address,
        address,
        chain,
        chain,
        limit,
        offset);
  }

  long count(Tx tx, UUID environmentId, String address, String chain) {
    return tx.count(COUNT, environmentId, address, address, chain, chain);
  }

  private static VisitorRecord visitor(Row row) throws SQLException {
    return new VisitorRecord(
        row.uuid("id"),
        row.uuid("environment_id"),
        row.text("chain"),
        row.text("address"),
        row.text("wallet_name"),
        row.text("provider"),
        row.instant("first_seen_at"),
        row.instant("last_seen_at"),
        row.number("visits"));
  }
}
