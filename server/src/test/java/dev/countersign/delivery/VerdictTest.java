package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.delivery.carrier.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant START = Instant.EPOCH;
  private static final Instant END = START.plus(Duration.ofMinutes(10));

  @Test
  void waitsLongerEachTimeAndEndsWithTheLifetime() {
    List<Long> tries = new ArrayList<>();
    Instant now = START;
    Verdict verdict = defer(1, now);
    while (verdict.state() == State.QUEUED) {
      now = verdict.at();
      tries.add(Duration.between(START, now).toSeconds());
      verdict = defer(tries.size() + 1, now);
    }

    assertThat(tries).containsExactly(5L, 35L, 155L, 275L, 395L, 515L);
    assertThat(verdict).isEqualTo(new Verdict(State.FAILED, "later", now));
  }

  @Test
  void isTooLateAtTheVeryMomentOfExpiry() {
    assertThat(defer(1, END.minusSeconds(5)).state()).isEqualTo(State.FAILED);
    assertThat(defer(1, END.minusSeconds(5).minusMillis(1)).state()).isEqualTo(State.QUEUED);
  }

  @Test
  void endsWithTheServersYesOrItsNo() {
    assertThat(Verdict.of(letter(1), new Outcome.Sent(), START))
        .isEqualTo(new Verdict(State.SENT, null, START));
    assertThat(Verdict.of(letter(1), new Outcome.Refused("no"), START))
        .isEqualTo(new Verdict(State.FAILED, "no", START));
  }

  private static Verdict defer(int attempt, Instant now) {
    return Verdict.of(letter(attempt), new Outcome.Deferred("later"), now);
  }

  private static Letter letter(int attempt) {
    return new Letter(
        new UUID(0, 0),
        new UUID(0, 0),
        "ada@example.org",
        "sign-in-code",
        new byte[0],
        attempt,
        START,
        END);
  }
}
