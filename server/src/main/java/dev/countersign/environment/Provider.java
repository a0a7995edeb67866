package dev.countersign.environment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A service of somebody else that an environment uses, named as on the wire: `google`, `sms`.
/// `members` are what the operator wrote of it, in the words of the wire; never the secret.
public record Provider(
    UUID id,
    UUID environmentId,
    String name,
    ObjectNode members,
    @Nullable Instant enabledAt,
    Instant createdAt) {
  public boolean enabled() {
    return enabledAt != null;
  }

  public Optional<String> text(String member) {
    return members.path(member).stringValueOpt();
  }
}
