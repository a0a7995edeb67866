package dev.countersign.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.limit.LimitRepository.Counted;
import dev.countersign.limit.LimitRepository.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Instant END = Instant.parse("2026-11-21T12:01:00Z");

  private final Tally tally =
      new Tally(
          new Counted(Limit.ADMIN_PER_IP, "192.0.2.1"), new LimitRule(20, Duration.ofMinutes(1)));

  @Test
  void takesTheUsesOfOthersOffOnce() {
    use(4);

    tally.learn(4, new Window(14, END));
    tally.learn(0, new Window(14, END));

    assertThat(tally.untold()).isZero();
    use(6);
    assertThat(tally.use()).isPositive();
  }

  @Test
  void takesWhatOthersUseInTheNextWindow() {
    tally.learn(0, new Window(5, END));
    tally.learn(0, new Window(5, END.plusSeconds(60)));

    use(10);
    assertThat(tally.use()).isPositive();
  }

  @Test
  void tellsWhatItCountedMeanwhile() {
    use(3);
    long told = tally.untold();
    use(2);
    tally.learn(told, new Window(3, END));

    assertThat(tally.untold()).isEqualTo(2);
    tally.learn(2, new Window(5, END));
    use(15);
    assertThat(tally.use()).isPositive();
    assertThat(tally.untold()).isEqualTo(15);
  }

  @Test
  void isNotableFromATenthOfItsLimit() {
    use(1);
    assertThat(tally.notable()).isFalse();
    use(1);
    assertThat(tally.notable()).isTrue();
  }

  private void use(int times) {
    for (int i = 0; i < times; i++) assertThat(tally.use()).isZero();
  }
}
