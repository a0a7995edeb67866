package dev.countersign.db;

import java.util.Optional;
import java.util.UUID;

/// That something of an environment has changed, told to every node once it is committed. A hint
/// and no more: it may be lost, so whoever listens also looks by itself now and then.
public record News(Topic topic, UUID environmentId) {
  /// What there is to be told of.
  public enum Topic {
    SETTINGS,
    KEYS,
    REVOCATIONS
  }

  String text() {
    return topic + " " + environmentId;
  }

  /// Empty for what a newer release may tell of.
  static Optional<News> parse(String text) {
    try {
      int space = text.indexOf(' ');
      if (space < 0) return Optional.empty();
      var topic = Topic.valueOf(text.substring(0, space));
      return Optional.of(new News(topic, UUID.fromString(text.substring(space + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
