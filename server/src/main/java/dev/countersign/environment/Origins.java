package dev.countersign.environment;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps the list of allowed origins of each environment.
public final class Origins {
  private static final int MOST = 500;

  /// One entry of the list.
  public record Listed(UUID id, UUID environmentId, Origin origin, Instant createdAt) {}

  private final OriginRepository repository = new OriginRepository();
  private final Secrets secrets;

  public Origins(Secrets secrets) {
    this.secrets = secrets;
  }

  /// Oldest first.
  public List<Listed> list(Tx tx, UUID environmentId) {
    return repository.list(tx, environmentId);
  }

  /// Of any environment: an admin route knows the id alone, and checks the caller's right to the
  /// entry's environment next.
  public Optional<Listed> find(Tx tx, UUID id) {
    return repository.find(tx, id);
  }

  public Listed add(Tx tx, UUID environmentId, String origin, Instant now) {
    var listed = new Listed(secrets.id(now), environmentId, new Origin(origin), now);
    if (repository.count(tx, environmentId) >= MOST)
      throw new Refusal(Problem.INVALID_CORS_ORIGINS, "the list is full");
    if (!repository.insert(tx, listed))
      throw new Refusal(Problem.DUPLICATE_EXISTS, "the origin is on the list");
    return listed;
  }

  public void remove(Tx tx, UUID environmentId, UUID id) {
    if (!repository.delete(tx, environmentId, id))
      throw new Refusal(Problem.NOT_FOUND, "no such origin");
  }
}
