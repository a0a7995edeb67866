package dev.countersign.environment;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import dev.countersign.environment.CustomHostname.Status;
import dev.countersign.environment.CustomHostname.Usage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The `custom_hostname` table.
final class CustomHostnameRepository {
  private static final String COLUMNS =
      """
      id, environment_id, hostname, usage, status, ownership_token, failures, errors, checked_at,
      next_check_at, created_at
      """;

  private static final String LIST =
      "SELECT " + COLUMNS + "FROM custom_hostname WHERE environment_id = ? ORDER BY created_at, id";

  private static final String FIND =
      "SELECT " + COLUMNS + "FROM custom_hostname WHERE environment_id = ? AND id = ?";

  private static final String COUNT =
      "SELECT COUNT(*) FROM custom_hostname WHERE environment_id = ?";

  private static final String HOSTS =
      """
      SELECT hostname FROM custom_hostname
      WHERE environment_id = ? AND usage = ? AND status = ?
      """;

  /// Names no environment: it asks for it.
  private static final String OWNER =
      "SELECT environment_id FROM custom_hostname WHERE hostname = ? AND status = ?";

  /// Of all environments: their checks are one piece of work.
  private static final String DUE =
      "SELECT "
          + COLUMNS
          + "FROM custom_hostname WHERE next_check_at <= ? ORDER BY next_check_at LIMIT ?";

  private static final String LEASE =
      """
      UPDATE custom_hostname SET next_check_at = ?
      WHERE environment_id = ? AND id = ? AND next_check_at = ?
      """;

  private static final String INSERT =
      """
      INSERT INTO custom_hostname (id, environment_id, hostname, usage, status, ownership_token,
        failures, errors, checked_at, next_check_at, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (hostname) DO NOTHING
      """;

  private static final String SAVE =
      """
      UPDATE custom_hostname
      SET status = ?, failures = ?, errors = ?, checked_at = ?, next_check_at = ?
      WHERE environment_id = ? AND id = ?
      """;

  private static final String DELETE =
      "DELETE FROM custom_hostname WHERE environment_id = ? AND id = ?";

  List<CustomHostname> list(Tx tx, UUID environmentId) {
    return tx.list(LIST, CustomHostnameRepository::hostname, environmentId);
  }

  Optional<CustomHostname> find(Tx tx, UUID environmentId, UUID id) {
    return tx.one(FIND, CustomHostnameRepository::hostname, environmentId, id);
  }

  long count(Tx tx, UUID environmentId) {
    return tx.count(COUNT, environmentId);
  }

  /// The active names for cookies.
  Set<Hostname> cookieHosts(Tx tx, UUID environmentId) {
    return Set.copyOf(
        tx.list(
            HOSTS,
            row -> new Hostname(row.text("hostname")),
            environmentId,
            Usage.COOKIES,
            Status.ACTIVE));
  }

  /// Whose active name it is.
  Optional<UUID> owner(Tx tx, String hostname) {
    return tx.one(OWNER, row -> row.uuid("environment_id"), hostname, Status.ACTIVE);
  }

  List<CustomHostname> due(Tx tx, Instant now, int most) {
    return tx.list(DUE, CustomHostnameRepository::hostname, now, most);
  }

  /// False when another node has taken the check.
  boolean lease(Tx tx, CustomHostname hostname, Instant until) {
    return tx.update(LEASE, until, hostname.environmentId(), hostname.id(), hostname.nextCheckAt())
        == 1;
  }

  /// False when the name is in use already, here or elsewhere.
  boolean insert(Tx tx, CustomHostname added) {
    return tx.update(
            INSERT,
            added.id(),
            added.environmentId(),
            added.hostname().value(),
            added.usage(),
            added.status(),
            added.ownershipToken(),
            added.failures(),
            String.join("\n", added.errors()),
            added.checkedAt(),
            added.nextCheckAt(),
            added.createdAt())
        == 1;
  }

  void save(Tx tx, CustomHostname checked) {
    tx.update(
        SAVE,
        checked.status(),
        checked.failures(),
        String.join("\n", checked.errors()),
        checked.checkedAt(),
        checked.nextCheckAt(),
        checked.environmentId(),
        checked.id());
  }

  /// False when the environment has no such name.
  boolean delete(Tx tx, UUID environmentId, UUID id) {
    return tx.update(DELETE, environmentId, id) == 1;
  }

  private static CustomHostname hostname(Row row) throws SQLException {
    return new CustomHostname(
        row.uuid("id"),
        row.uuid("environment_id"),
        new Hostname(row.text("hostname")),
        Usage.valueOf(row.text("usage").toUpperCase(Locale.ROOT)),
        Status.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
        row.text("ownership_token"),
        Math.toIntExact(row.number("failures")),
        row.text("errors").lines().toList(),
        row.instantOrNull("checked_at"),
        row.instantOrNull("next_check_at"),
        row.instant("created_at"));
  }
}
