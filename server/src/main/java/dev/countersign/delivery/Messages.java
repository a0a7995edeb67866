package dev.countersign.delivery;

import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of an environment's messages.
public final class Messages {
  /// How far one message has come. It has no place for what the message says.
  public record Status(
      UUID id,
      String channel,
      String to,
      String template,
      String state,
      int attempts,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable String lastError) {}

  private final Database database;
  private final InboxRepository repository = new InboxRepository();

  Messages(Database database) {
    this.database = database;
  }

  /// Newest first.
  public List<Status> recent(Environment environment, int most) {
    return database.read(tx -> repository.status(tx, environment, most));
  }
}
