package dev.countersign.method.wallet;

import java.time.Duration;
import java.util.Optional;

/// How old a message may be (1 minute to 24 hours), and how far ahead of our clock the clock of the
/// device that wrote it (0 to 1 hour). That it is used once is the nonce's part. `own` is the origin
/// of this server, whose pages (the demo) every environment lets in.
public record MessageRules(Duration oldest, Duration ahead, Optional<String> own) {
  public static final MessageRules STANDARD =
      new MessageRules(Duration.ofHours(1), Duration.ofMinutes(10), Optional.empty());

  public MessageRules {
    if (oldest.toSeconds() < 60 || oldest.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException("a message lives 1 minute to 24 hours");
    }
    if (ahead.isNegative() || ahead.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("a message is at most 1 hour ahead");
    }
  }

  public MessageRules withOwn(String origin) {
    return new MessageRules(oldest, ahead, Optional.of(origin));
  }
}
