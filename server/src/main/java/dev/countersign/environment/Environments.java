package dev.countersign.environment;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.db.News.Topic;
import dev.countersign.db.Tx;
import dev.countersign.db.Work;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the environments: found by id on every request, changed by operators. What is changed here
/// is seen here at once, and on every other node within a second.
public final class Environments {
  /// For what no news tells of: it may be lost, and an older release tells none.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final EnvironmentRepository repository = new EnvironmentRepository();
  private final CustomHostnameRepository hostnames = new CustomHostnameRepository();
  private final SettingsRepository settings;
  private final ProviderRepository providers;
  private final Origins origins;
  private final Database database;
  private final Secrets secrets;
  private final Urls urls;
  private final Clock clock;
  private final LoadingCache<UUID, Optional<Environment>> known;

  public Environments(Database database, Vault vault, Secrets secrets, Urls urls, Clock clock) {
    this.settings = new SettingsRepository(vault);
    this.providers = new ProviderRepository(vault);
    this.origins = new Origins(secrets);
    this.database = database;
    this.secrets = secrets;
    this.urls = urls;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(10_000).build(this::load);
    database.onNews(
        news -> {
          if (news.topic() == Topic.SETTINGS) known.invalidate(news.environmentId());
        });
  }

  /// A secret of the settings in the clear, for the call that it is meant for.
  public Optional<String> secret(Environment environment, String name) {
    return database.read(tx -> settings.secret(tx, environment.id(), name));
  }

  /// By the id in a path; one that is no UUID is as unknown as one that is.
  public Environment named(String id) {
    return find(id).orElseThrow(() -> unknown("environment"));
  }

  public Environment get(UUID id) {
    return known.get(id).orElseThrow(() -> unknown("environment " + id));
  }

  public Optional<Environment> find(String id) {
    try {
      return known.get(Input.uuid("environment id", id));
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.BAD_REQUEST) return Optional.empty();
      throw refusal;
    }
  }

  /// A new environment with the settings that every one begins with, and the two chains that most
  /// wallets are of.
  public UUID create(Tx tx, UUID projectId, Kind kind, Instant now) {
    UUID id = secrets.randomId();
    repository.insert(tx, id, projectId, kind, now);
    ObjectNode wallets = Json.object();
    wallets.set("chains", Json.tree(List.of(chain("evm", 1), chain("solana", 101))));
    settings.save(tx, id, settings.load(tx, id).merge(wallets, urls), now);
    return id;
  }

  private static Map<String, Object> chain(String name, int networkId) {
    var network = Map.of("networkId", networkId, "chainName", name, "enabled", true);
    return Map.of("name", name, "enabled", true, "networks", List.of(network));
  }

  /// Merges a whole or partial ProjectSettings into the settings; one bad value refuses all of it.
  public Environment change(Environment environment, ObjectNode patch) {
    return changed(
        environment.id(),
        tx -> {
          Instant now = clock.instant();
          // First, so that of two changes at once the second merges into what the first has made.
          repository.touch(tx, environment.id(), now);
          var change = settings.load(tx, environment.id()).merge(patch, urls);
          settings.save(tx, environment.id(), change, now);
          return get(tx, environment.id());
        });
  }

  public List<Origins.Listed> origins(Environment environment) {
    return database.read(tx -> origins.list(tx, environment.id()));
  }

  public Origins.Listed addOrigin(UUID environmentId, String origin) {
    return changed(environmentId, tx -> origins.add(tx, environmentId, origin, clock.instant()));
  }

  public Optional<Origins.Listed> findOrigin(UUID id) {
    return database.read(tx -> origins.find(tx, id));
  }

  public void removeOrigin(Origins.Listed listed) {
    changed(
        listed.environmentId(),
        tx -> {
          origins.remove(tx, listed.environmentId(), listed.id());
          return listed;
        });
  }

  /// A change to an environment or what belongs to it, of which every node is told.
  <T> T changed(UUID environmentId, Work<T> change) {
    return database.inTransaction(
        tx -> {
          tx.tell(Topic.SETTINGS, environmentId);
          return change.run(tx);
        });
  }

  private Optional<Environment> load(UUID id) {
    return database.read(tx -> repository.find(tx, id).map(stored -> whole(tx, stored)));
  }

  private Environment get(Tx tx, UUID id) {
    return whole(tx, repository.find(tx, id).orElseThrow(() -> unknown("environment " + id)));
  }

  private Environment whole(Tx tx, EnvironmentRepository.Stored stored) {
    SettingsDocument document = settings.load(tx, stored.id());
    var allowed = origins.list(tx, stored.id()).stream().map(Origins.Listed::origin).toList();
    return new Environment(
        stored.id(),
        stored.projectId(),
        stored.kind(),
        document.settings(),
        document,
        new AllowedOrigins(allowed, stored.kind()),
        hostnames.cookieHosts(tx, stored.id()),
        providers.list(tx, stored.id()),
        stored.createdAt(),
        stored.updatedAt());
  }

  private static Refusal unknown(String what) {
    return new Refusal(Problem.NOT_FOUND, what);
  }
}
