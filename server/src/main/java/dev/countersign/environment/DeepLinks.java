package dev.countersign.environment;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps the list of each environment's deep links. An empty list allows none.
public final class DeepLinks {
  private static final int MOST = 100;

  /// One entry of the list.
  public record Listed(UUID id, UUID environmentId, DeepLink link, Instant createdAt) {}

  private final DeepLinkRepository repository = new DeepLinkRepository();
  private final Database database;
  private final Secrets secrets;
  private final Clock clock;

  public DeepLinks(Database database, Secrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Oldest first.
  public List<Listed> list(Environment environment) {
    return database.read(tx -> repository.list(tx, environment.id()));
  }

  /// Where the environment's app is opened: the first that is one address and not a pattern.
  public Optional<String> first(Tx tx, Environment environment) {
    return repository.list(tx, environment.id()).stream()
        .map(listed -> listed.link().value())
        .filter(value -> !value.contains("*"))
        .findFirst();
  }

  public boolean allow(Environment environment, URI address) {
    return list(environment).stream().anyMatch(listed -> listed.link().matches(address));
  }

  public Listed add(Environment environment, String url) {
    Instant now = clock.instant();
    var listed = new Listed(secrets.id(now), environment.id(), new DeepLink(url), now);
    return database.inTransaction(
        tx -> {
          if (repository.count(tx, environment.id()) >= MOST) {
            throw new Refusal(Problem.INVALID_MOBILE_DEEPLINK_URLS, "the list is full");
          }
          if (!repository.insert(tx, listed)) {
            throw new Refusal(Problem.DUPLICATE_EXISTS, "the link is on the list");
          }
          return listed;
        });
  }

  /// Of any environment: an admin route knows the id alone.
  public void remove(UUID id) {
    if (!database.inTransaction(tx -> repository.delete(tx, id))) {
      throw new Refusal(Problem.NOT_FOUND, "no such deep link");
    }
  }
}
