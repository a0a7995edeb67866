package dev.countersign.environment;

import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import java.time.Instant;
import java.util.UUID;

/// Environments without the rooms that make them: the rows alone.
final class EnvironmentRows {
  private static final Instant THEN = Instant.parse("2026-11-01T08:00:00Z");

  private static final String ORGANIZATION =
      "INSERT INTO organization (id, name, created_at) VALUES (?, 'Acme', ?)";

  private static final String PROJECT =
      "INSERT INTO project (id, organization_id, name, created_at) VALUES (?, ?, 'App', ?)";

  private static final String ENVIRONMENT =
      """
      INSERT INTO environment (id, project_id, kind, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  private EnvironmentRows() {}

  static UUID insert(Database database) {
    var secrets = new Secrets();
    UUID organization = secrets.randomId();
    UUID project = secrets.randomId();
    UUID environment = secrets.randomId();
    return database.inTransaction(
        tx -> {
          tx.update(ORGANIZATION, organization, THEN);
          tx.update(PROJECT, project, organization, THEN);
          tx.update(ENVIRONMENT, environment, project, Kind.SANDBOX, THEN, THEN);
          return environment;
        });
  }
}
