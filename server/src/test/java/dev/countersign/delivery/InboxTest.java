package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.support.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Stores.class)
class InboxTest {
  private static final String ADA = "ada@example.org";
  private static final String BOB = "bob@example.org";
  private static final Duration NOT_AT_ALL = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(20);

  @AutoClose private final House house;
  private final Environment sandbox;
  private final Environment live;

  InboxTest(Stores store) {
    house = new House(store);
    sandbox = house.environment(Kind.SANDBOX);
    live = house.environment(Kind.LIVE);
  }

  @Test
  void showsTheNewestFirst() {
    house.keep(sandbox, ADA, "111111");
    house.clock.pass(Duration.ofMillis(1));
    house.keep(sandbox, BOB, "222222");

    List<InboxMessage> all = house.inbox.newest(sandbox, null, 10);

    assertThat(all).extracting(InboxMessage::code).containsExactly("222222", "111111");
    assertThat(all).extracting(InboxMessage::to).containsExactly(BOB, ADA);
    assertThat(all.getFirst().subject()).contains("Countersign");
    assertThat(all.getFirst().text()).contains("222222", "10 minutes");
    assertThat(all.getFirst().html()).contains("222222");
    assertThat(all.getFirst().sentAt()).isEqualTo(house.clock.instant());
    assertThat(house.inbox.newest(sandbox, ADA, 10)).hasSize(1);
    assertThat(house.inbox.newest(sandbox, null, 1)).hasSize(1);
  }

  @Test
  void doesNotShowAnotherEnvironmentsMessages() {
    UUID id = house.keep(live, ADA, "111111");

    assertThat(house.inbox.newest(sandbox, null, 10)).isEmpty();
    assertThat(house.inbox.newest(sandbox, ADA, 10)).isEmpty();
    assertThat(next(sandbox, ADA, null, NOT_AT_ALL)).isEmpty();
    assertThat(next(sandbox, null, new UUID(0, 0), NOT_AT_ALL)).isEmpty();
    house.inbox.clear(sandbox);
    assertThat(next(live, ADA, null, NOT_AT_ALL)).map(InboxMessage::id).contains(id);
  }

  @Test
  void doesNotShowWhatLeavesByMail() {
    house.post(sandbox, ADA, "111111");

    assertThat(house.inbox.newest(sandbox, null, 10)).isEmpty();
    assertThat(next(sandbox, ADA, null, NOT_AT_ALL)).isEmpty();
  }

  @Test
  void answersTheNewestOfTheLastTenMinutesAtOnce() {
    house.keep(sandbox, ADA, "111111");
    house.clock.pass(Duration.ofMillis(1));
    house.keep(sandbox, ADA, "222222");
    house.keep(sandbox, BOB, "333333");

    assertThat(code(next(sandbox, ADA, null, LONG))).contains("222222");

    house.clock.pass(Duration.ofMinutes(10));
    assertThat(next(sandbox, ADA, null, NOT_AT_ALL)).isEmpty();
  }

  @Test
  void answersOneAfterTheOtherInTheirOrder() {
    for (String code : List.of("111111", "222222", "333333")) {
      house.keep(sandbox, ADA, code);
      house.clock.pass(Duration.ofMillis(1));
    }

    var first = next(sandbox, ADA, new UUID(0, 0), NOT_AT_ALL).orElseThrow();
    var second = next(sandbox, ADA, first.id(), NOT_AT_ALL).orElseThrow();
    var third = next(sandbox, ADA, second.id(), NOT_AT_ALL).orElseThrow();

    assertThat(List.of(first, second, third))
        .extracting(InboxMessage::code)
        .containsExactly("111111", "222222", "333333");
    assertThat(next(sandbox, ADA, third.id(), NOT_AT_ALL)).isEmpty();
  }

  @Test
  void wakesExactlyWhoWaitsForTheAddress() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ada = threads.submit(() -> next(sandbox, ADA, null, LONG));
      var anyone = threads.submit(() -> next(sandbox, null, null, LONG));
      var bob = threads.submit(() -> next(sandbox, BOB, null, Duration.ofMillis(700)));
      House.sleep(Duration.ofMillis(100));

      house.keep(sandbox, ADA, "111111");

      assertThat(code(ada.get())).contains("111111");
      assertThat(code(anyone.get())).contains("111111");
      assertThat(bob.get()).isEmpty();
    }
  }

  @Test
  void tellsEveryWaiterItsOwnCode() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<String>>> waiters =
          IntStream.range(0, 24)
              .<Callable<Optional<String>>>mapToObj(
                  i -> () -> code(next(sandbox, "p" + i + "@example.org", null, LONG)))
              .toList();
      var waiting = waiters.stream().map(threads::submit).toList();

      for (int i = 0; i < 24; i++) house.keep(sandbox, "p" + i + "@example.org", "1000" + (10 + i));

      for (int i = 0; i < 24; i++) assertThat(waiting.get(i).get()).contains("1000" + (10 + i));
    }
  }

  @Test
  void showsAMessageForADay() {
    UUID id = house.keep(sandbox, ADA, "111111");

    house.clock.pass(Duration.ofHours(24).minusMillis(1));
    int before = house.inbox.newest(sandbox, null, 10).size();
    house.clock.pass(Duration.ofMillis(1));

    assertThat(before).isEqualTo(1);
    assertThat(house.inbox.newest(sandbox, null, 10)).isEmpty();
    assertThat(next(sandbox, ADA, new UUID(0, 0), NOT_AT_ALL)).isEmpty();
    assertThat(house.status(sandbox, id).state()).isEqualTo("kept");
  }

  @Test
  void letsWaitersGoWhenItCloses() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> next(sandbox, ADA, null, LONG));
      House.sleep(Duration.ofMillis(50));
      long start = System.nanoTime();

      house.inbox.close();

      assertThat(waiting.get()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private Optional<InboxMessage> next(
      Environment environment, @Nullable String to, @Nullable UUID after, Duration wait) {
    return house.inbox.next(environment, to, after, wait);
  }

  private static Optional<String> code(Optional<InboxMessage> message) {
    return message.map(InboxMessage::code);
  }
}
