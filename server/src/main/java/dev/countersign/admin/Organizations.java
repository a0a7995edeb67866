package dev.countersign.admin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Kind;
import dev.countersign.token.SigningKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Organizations and their projects. A project is born with its two environments and their keys.
public final class Organizations {
  private final OrganizationRepository repository = new OrganizationRepository();
  private final Database database;
  private final Environments environments;
  private final SigningKeys keys;
  private final Secrets secrets;
  private final Clock clock;

  public Organizations(
      Database database,
      Environments environments,
      SigningKeys keys,
      Secrets secrets,
      Clock clock) {
    this.database = database;
    this.environments = environments;
    this.keys = keys;
    this.secrets = secrets;
    this.clock = clock;
  }

  public record Organization(UUID id, String name) {}

  public record Project(UUID id, UUID organizationId, String name, UUID sandbox, UUID live) {
    /// In the order of the wire.
    public Map<Kind, UUID> environments() {
      var both = new EnumMap<Kind, UUID>(Kind.class);
      both.put(Kind.SANDBOX, sandbox);
      both.put(Kind.LIVE, live);
      return both;
    }
  }

  public Organization create(String name) {
    Instant now = clock.instant();
    var organization = new Organization(secrets.randomId(), name);
    return database.inTransaction(
        tx -> {
          repository.insert(tx, organization, now);
          return organization;
        });
  }

  public Project createProject(UUID organizationId, String name) {
    Instant now = clock.instant();
    keys.prepare(Kind.values().length);
    return database.inTransaction(
        tx -> {
          require(tx, organizationId);
          UUID id = secrets.randomId();
          repository.insertProject(tx, id, organizationId, name, now);
          return new Project(
              id,
              organizationId,
              name,
              environment(tx, id, Kind.SANDBOX, now),
              environment(tx, id, Kind.LIVE, now));
        });
  }

  private UUID environment(Tx tx, UUID projectId, Kind kind, Instant now) {
    UUID id = environments.create(tx, projectId, kind, now);
    keys.create(tx, id, now);
    return id;
  }

  public List<Organization> all() {
    return database.read(repository::all);
  }

  public Organization get(UUID id) {
    return database.read(tx -> require(tx, id));
  }

  public List<Project> projectsOf(UUID organizationId) {
    return database.read(
        tx -> {
          require(tx, organizationId);
          return repository.projectsOf(tx, organizationId);
        });
  }

  public Project project(UUID id) {
    return database
        .read(tx -> repository.project(tx, id))
        .orElseThrow(() -> unknown("project " + id));
  }

  private Organization require(Tx tx, UUID id) {
    return repository.find(tx, id).orElseThrow(() -> unknown("organization " + id));
  }

  private static Refusal unknown(String what) {
    return new Refusal(Problem.NOT_FOUND, what);
  }
}
