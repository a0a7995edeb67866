package dev.countersign.audit;

import dev.countersign.base.Json;
import dev.countersign.base.Secrets;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The record of what was done, by whom. Names are `resource.action`.
public final class AuditLog {
  private final AuditRepository repository = new AuditRepository();
  private final Secrets secrets;

  public AuditLog(Secrets secrets) {
    this.secrets = secrets;
  }

  public void record(
      Tx tx,
      Environment environment,
      String name,
      @Nullable UUID userId,
      Map<String, ?> data,
      Instant now) {
    repository.insert(tx, secrets.id(now), environment.id(), name, userId, Json.text(data), now);
  }
}
