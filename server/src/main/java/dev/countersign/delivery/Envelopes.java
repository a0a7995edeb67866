package dev.countersign.delivery;

import dev.countersign.base.Json;
import dev.countersign.environment.Environment;
import dev.countersign.vault.Vault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Seals what fills a message, and opens it again as words. The environment's name goes in as it is
/// when the message is queued, so that every try says the same.
final class Envelopes {
  static final String NAME = "name";
  static final String SUPPORT = "support";
  private static final String LIFETIME = "lifetime";

  private final Vault vault;
  private final Templates templates = new Templates();

  Envelopes(Vault vault) {
    this.vault = vault;
  }

  byte[] seal(UUID id, Environment environment, Message message) {
    Map<String, String> values = new HashMap<>(message.parameters());
    Letterhead head = Letterhead.of(environment);
    values.put(NAME, head.name());
    if (head.support() != null) values.put(SUPPORT, head.support());
    values.put(LIFETIME, minutes(message.lifetime()));
    return vault.seal(purpose(id), Json.bytes(values));
  }

  Parcel open(Letter letter) {
    Map<String, String> values = new HashMap<>();
    Json.parse(vault.open(purpose(letter.id()), letter.sealedBody()))
        .properties()
        .forEach(member -> values.put(member.getKey(), member.getValue().stringValue()));
    return new Parcel(letter, values, templates.mail(Template.named(letter.template()), values));
  }

  /// The id is part of the purpose: a body moved to another row, and so to another recipient, does
  /// not open there.
  private static String purpose(UUID id) {
    return "outbox/" + id;
  }

  /// Rounded down, so that the mail never promises longer than the code lives.
  private static String minutes(Duration lifetime) {
    long minutes = Math.max(1, lifetime.toMinutes());
    return minutes == 1 ? "1 minute" : minutes + " minutes";
  }
}
