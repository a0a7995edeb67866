package dev.countersign.admin;

import dev.countersign.admin.Organizations.Organization;
import dev.countersign.admin.Organizations.Project;
import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `organization` and `project` tables.
final class OrganizationRepository {
  private static final String INSERT =
      "INSERT INTO organization (id, name, created_at) VALUES (?, ?, ?)";

  private static final String ALL = "SELECT id, name FROM organization ORDER BY created_at, id";

  private static final String FIND = "SELECT id, name FROM organization WHERE id = ?";

  private static final String INSERT_PROJECT =
      "INSERT INTO project (id, organization_id, name, created_at) VALUES (?, ?, ?, ?)";

  private static final String PROJECT =
      """
      SELECT p.id, p.organization_id, p.name, s.id AS sandbox, l.id AS live
      FROM project p
      JOIN environment s ON s.project_id = p.id AND s.kind = 'sandbox'
      JOIN environment l ON l.project_id = p.id AND l.kind = 'live'
      WHERE p.id = ?
      """;

  private static final String PROJECTS =
      """
      SELECT p.id, p.organization_id, p.name, s.id AS sandbox, l.id AS live
      FROM project p
      JOIN environment s ON s.project_id = p.id AND s.kind = 'sandbox'
      JOIN environment l ON l.project_id = p.id AND l.kind = 'live'
      WHERE p.organization_id = ? ORDER BY p.created_at, p.id
      """;

  void insert(Tx tx, Organization organization, Instant now) {
    tx.update(INSERT, organization.id(), organization.name(), now);
  }

  List<Organization> all(Tx tx) {
    return tx.list(ALL, OrganizationRepository::organization);
  }

  Optional<Organization> find(Tx tx, UUID id) {
    return tx.one(FIND, OrganizationRepository::organization, id);
  }

  void insertProject(Tx tx, UUID id, UUID organizationId, String name, Instant now) {
    tx.update(INSERT_PROJECT, id, organizationId, name, now);
  }

  Optional<Project> project(Tx tx, UUID id) {
    return tx.one(PROJECT, OrganizationRepository::project, id);
  }

  List<Project> projectsOf(Tx tx, UUID organizationId) {
    return tx.list(PROJECTS, OrganizationRepository::project, organizationId);
  }

  private static Organization organization(Row row) throws SQLException {
    return new Organization(row.uuid("id"), row.text("name"));
  }

  private static Project project(Row row) throws SQLException {
    return new Project(
        row.uuid("id"),
        row.uuid("organization_id"),
        row.text("name"),
        row.uuid("sandbox"),
        row.uuid("live"));
  }
}
