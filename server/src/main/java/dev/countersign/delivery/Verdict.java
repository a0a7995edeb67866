package dev.countersign.delivery;

import dev.countersign.delivery.carrier.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from one try: the message's new state, and when to try again where it is to be.
record Verdict(State state, @Nullable String error, Instant at) {
  /// After the first try, the second, and every later one.
  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

  static Verdict of(Letter letter, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Outcome.Sent _ -> new Verdict(State.SENT, null, now);
      case Outcome.Refused(String why) -> new Verdict(State.FAILED, why, now);
      case Outcome.Deferred(String why) -> {
        Instant next = now.plus(WAITS.get(Math.min(letter.attempts(), WAITS.size()) - 1));
        // A try at the very moment of expiry would bring a dead code: that is too late.
        yield next.isBefore(letter.expiresAt())
            ? new Verdict(State.QUEUED, why, next)
            : new Verdict(State.FAILED, why, now);
      }
    };
  }
}
