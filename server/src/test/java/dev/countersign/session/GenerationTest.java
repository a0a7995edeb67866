package dev.countersign.session;

import static dev.countersign.session.Generation.Verdict.KEEP;
import static dev.countersign.session.Generation.Verdict.REFUSE;
import static dev.countersign.session.Generation.Verdict.REPLAYED;
import static dev.countersign.session.Generation.Verdict.ROTATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.session.Generation.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a refresh does, by the age of the token that asks for it.
class GenerationTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String PHONE = "02aa";
  private static final String THIEF = "03bb";

  /// The fifth token, which replaced the fourth at noon and was shown at once.
  private final Generation fifth = new Generation(5, NOON, NOON, NOON);

  @Test
  void rotatesTheNewestTokenOnceItRests() {
    assertThat(verdict(fifth, 5, 59)).isEqualTo(KEEP);
    assertThat(verdict(fifth, 5, 60)).isEqualTo(ROTATE);
  }

  @Test
  void rotatesAfterTenMinutesThoughItNeverRests() {
    var busy = new Generation(5, NOON, NOON.plusSeconds(590), NOON);

    assertThat(verdict(busy, 5, 599)).isEqualTo(KEEP);
    assertThat(verdict(busy, 5, 600)).isEqualTo(ROTATE);
  }

  @Test
  void takesTheTokenBeforeForAMinute() {
    assertThat(verdict(fifth, 4, 59)).isEqualTo(KEEP);
    assertThat(verdict(fifth, 4, 60)).isEqualTo(REPLAYED);
  }

  @Test
  void takesTheTokenBeforeUntilItsSuccessorWasShown() {
    var lost = new Generation(5, NOON, NOON, null);

    assertThat(verdict(lost, 4, Duration.ofDays(3).toSeconds())).isEqualTo(KEEP);
  }

  @Test
  void takesNoneThatWasReplacedTwice() {
    assertThat(verdict(fifth, 3, 1)).isEqualTo(REPLAYED);
    assertThat(verdict(new Generation(5, NOON, NOON, null), 3, 1)).isEqualTo(REPLAYED);
  }

  @Test
  void refusesOneThatWasNeverIssued() {
    assertThat(verdict(fifth, 6, 1)).isEqualTo(REFUSE);
  }

  @Test
  void takesAnOldTokenFromTheDeviceOfTheSession() {
    assertThat(verdict(fifth, 0, PHONE, PHONE, 9999)).isEqualTo(KEEP);
    assertThat(verdict(fifth, 5, PHONE, PHONE, 9999)).isEqualTo(ROTATE);
  }

  @Test
  void refusesTheNewestTokenFromAnotherDeviceAndEndsAtAnOlder() {
    for (@Nullable String other : new String[] {THIEF, null}) {
      assertThat(verdict(fifth, 5, PHONE, other, 9999)).isEqualTo(REFUSE);
      assertThat(verdict(fifth, 4, PHONE, other, 1)).isEqualTo(REPLAYED);
    }
  }

  private static Verdict verdict(Generation newest, int presented, long secondsLater) {
    return verdict(newest, presented, null, null, secondsLater);
  }

  private static Verdict verdict(
      Generation newest,
      int presented,
      @Nullable String bound,
      @Nullable String proven,
      long secondsLater) {
    return newest.refresh(presented, bound, proven, NOON.plusSeconds(secondsLater));
  }
}
