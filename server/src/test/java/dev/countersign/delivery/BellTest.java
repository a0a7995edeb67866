package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.delivery.Bell.Sound.Arrived;
import dev.countersign.delivery.Bell.Sound.Queued;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BellTest {
  private static final Duration SLOW = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Bell bell = new Bell();

  @Test
  void isHeardByWhoListenedBeforeItRang() throws InterruptedException {
    try (Bell.Ear ear = bell.listen(new Queued(), SLOW)) {
      bell.ring(new Queued());

      assertThat(waited(ear, SLOW)).isLessThan(SOON);
    }
  }

  @Test
  void letsItsListenersLookOftenForAMomentAfterwards() throws InterruptedException {
    try (Bell.Ear ear = bell.listen(new Queued(), SLOW)) {
      bell.ring(new Queued());
      Duration four = Duration.ZERO;
      for (int i = 0; i < 4; i++) four = four.plus(waited(ear, SLOW));

      assertThat(four).isLessThan(SOON);
    }
  }

  @Test
  void isNotHeardByWhoWaitsForSomethingElse() throws InterruptedException {
    UUID environment = new UUID(0, 1);
    try (Bell.Ear ear = bell.listen(new Arrived(environment, "ada@example.org"), SLOW)) {
      bell.ring(new Arrived(environment, "bob@example.org"));
      bell.ring(new Arrived(new UUID(0, 2), "ada@example.org"));
      bell.ring(new Queued());

      Duration most = Duration.ofMillis(50);
      assertThat(waited(ear, most)).isGreaterThanOrEqualTo(most);
    }
  }

  @Test
  void losesNoRingWhileOthersComeAndGo() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Bell.Ear ear = bell.listen(new Queued(), SLOW)) {
      var comers =
          IntStream.range(0, 200)
              .mapToObj(_ -> threads.submit(() -> bell.listen(new Queued(), SLOW).close()))
              .toList();
      for (var comer : comers) comer.get();
      bell.ring(new Queued());

      assertThat(waited(ear, SLOW)).isLessThan(SOON);
    }
  }

  private static Duration waited(Bell.Ear ear, Duration most) throws InterruptedException {
    long start = System.nanoTime();
    ear.await(most);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
