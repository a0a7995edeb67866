package dev.countersign.environment;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.db.News.Topic;
import dev.countersign.environment.CustomHostname.Finding;
import dev.countersign.environment.CustomHostname.Status;
import dev.countersign.environment.CustomHostname.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps the custom hostnames of all environments. What is changed here is seen here at once, and on
/// every other node within a second.
public final class CustomHostnames {
  private static final int MOST = 50;
  private static final int TOKEN_LENGTH = 40;
  private static final Duration FRESH = Duration.ofSeconds(1);

  /// How long a node has for a check before another takes it.
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final CustomHostnameRepository repository = new CustomHostnameRepository();
  private final Database database;
  private final Environments environments;
  private final PublicUrl publicUrl;
  private final Secrets secrets;
  private final Clock clock;
  private final boolean loopbackAtOnce;
  private final LoadingCache<String, Optional<UUID>> owners;

  /// `loopbackAtOnce`: a name below `.localhost`, of which no DNS knows, is active from the start.
  public CustomHostnames(
      Database database,
      Environments environments,
      PublicUrl publicUrl,
      boolean loopbackAtOnce,
      Secrets secrets,
      Clock clock) {
    this.database = database;
    this.environments = environments;
    this.publicUrl = publicUrl;
    this.loopbackAtOnce = loopbackAtOnce;
    this.secrets = secrets;
    this.clock = clock;
    this.owners =
        Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(10_000).build(this::load);
    database.onNews(
        news -> {
          if (news.topic() == Topic.SETTINGS) owners.invalidateAll();
        });
  }

  /// Oldest first.
  public List<CustomHostname> list(Environment environment) {
    return database.read(tx -> repository.list(tx, environment.id()));
  }

  public CustomHostname get(Environment environment, UUID id) {
    return database
        .read(tx -> repository.find(tx, environment.id(), id))
        .orElseThrow(CustomHostnames::unknown);
  }

  public CustomHostname add(Environment environment, Hostname name, Usage usage) {
    Instant now = clock.instant();
    boolean atOnce = loopbackAtOnce && name.loopback();
    var added =
        new CustomHostname(
            secrets.id(now),
            environment.id(),
            name,
            usage,
            atOnce ? Status.ACTIVE : Status.PENDING,
            secrets.alphanumeric(TOKEN_LENGTH),
            0,
            List.of(),
            null,
            atOnce ? null : now,
            now);
    return environments.changed(
        environment.id(),
        tx -> {
          if (repository.count(tx, environment.id()) >= MOST)
            throw new Refusal(Problem.INVALID_CUSTOM_HOSTNAME, "the list is full");
          if (!repository.insert(tx, added))
            throw new Refusal(Problem.DUPLICATE_EXISTS, "the hostname is in use");
          return added;
        });
  }

  public void remove(Environment environment, CustomHostname hostname) {
    environments.changed(
        environment.id(),
        tx -> {
          if (!repository.delete(tx, environment.id(), hostname.id())) throw unknown();
          return hostname;
        });
  }

  /// Takes the checks that are due, so that no other node makes them too.
  public List<CustomHostname> takeDue(int most) {
    Instant now = clock.instant();
    return database.inTransaction(
        tx ->
            repository.due(tx, now, most).stream()
                .filter(due -> repository.lease(tx, due, now.plus(LEASE)))
                .toList());
  }

  /// Puts on record what a check has found, and answers with the name as it stands then.
  public CustomHostname found(CustomHostname hostname, Finding finding) {
    CustomHostname checked = hostname.after(finding, clock.instant());
    return environments.changed(
        hostname.environmentId(),
        tx -> {
          repository.save(tx, checked);
          return checked;
        });
  }

  /// Whether a host is the active name of another environment. The server's own name is for all.
  public boolean ofAnother(Environment environment, String host) {
    if (host.equals(publicUrl.host()) || !Hostname.possible(host)) return false;
    return owners.get(host).filter(owner -> !owner.equals(environment.id())).isPresent();
  }

  private Optional<UUID> load(String host) {
    return database.read(tx -> repository.owner(tx, host));
  }

  private static Refusal unknown() {
    return new Refusal(Problem.NOT_FOUND, "no such custom hostname");
  }
}
