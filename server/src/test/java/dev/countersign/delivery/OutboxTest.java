package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.support.Stores;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Stores.class)
class OutboxTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final House house;
  private final Environment sandbox;
  private final Environment live;

  OutboxTest(Stores store) {
    house = new House(store);
    sandbox = house.environment(Kind.SANDBOX);
    live = house.environment(Kind.LIVE);
  }

  @Test
  void keepsTheMessageInTheInboxByOneInsert() {
    UUID id = house.keep(live, ADA, "123456");

    Messages.Status status = house.status(live, id);
    assertThat(status.state()).isEqualTo("kept");
    assertThat(status.channel()).isEqualTo("inbox");
    assertThat(status.attempts()).isZero();
    assertThat(status.finishedAt()).isEqualTo(house.clock.instant());
  }

  @Test
  void leavesNothingWhenTheTransactionItJoinedIsUndone() {
    Outbox outbox = house.outbox(Channels.INBOX);

    assertThatThrownBy(
            () ->
                house.database.inTransaction(
                    tx -> {
                      outbox.queue(tx, sandbox, message());
                      throw new Refusal(Problem.TOO_MANY_REQUESTS, "test");
                    }))
        .isInstanceOf(Refusal.class);

    assertThat(house.count("TRUE")).isZero();
    assertThat(house.inbox.newest(sandbox, null, 10)).isEmpty();
  }

  @Test
  void refusesALiveEnvironmentWithoutAMailServerBeforeAnythingIsWritten() {
    Outbox outbox = house.outbox(Channels.SANDBOX_INBOX);

    assertThat(outbox.reaches(live)).isFalse();
    assertThatThrownBy(() -> house.database.inTransaction(tx -> outbox.queue(tx, live, message())))
        .satisfies(OutboxTest::isNoProvider);

    assertThat(outbox.reaches(sandbox)).isTrue();
    assertThat(house.count("TRUE")).isZero();
  }

  @Test
  void sealsTheBodyForItsOwnRowOnly() {
    house.keep(sandbox, ADA, "123456");
    house.keep(sandbox, "eve@example.org", "999999");

    house.database.inTransaction(
        tx ->
            tx.update(
                """
                UPDATE outbox_message SET sealed_body =
                  (SELECT sealed_body FROM outbox_message WHERE recipient = ?)
                WHERE recipient = 'eve@example.org'
                """,
                ADA));

    assertThatThrownBy(() -> house.inbox.newest(sandbox, "eve@example.org", 1))
        .hasMessageNotContaining("123456");
  }

  @Test
  void sweepsAnInboxMessageAfterADay() {
    house.keep(sandbox, ADA, "123456");

    house.clock.pass(Duration.ofHours(24));
    int atTheHour = sweep();
    house.clock.pass(Duration.ofMillis(1));
    int after = sweep();

    assertThat(atTheHour).isZero();
    assertThat(after).isEqualTo(1);
    assertThat(house.count("TRUE")).isZero();
  }

  @Test
  void givesUpAMessageThatExpiredBeforeItCouldBeSent() {
    UUID id = house.post(live, ADA, "123456");

    house.clock.pass(House.LIFETIME);
    sweep();

    Messages.Status status = house.status(live, id);
    assertThat(status.state()).isEqualTo("failed");
    assertThat(status.lastError()).isEqualTo("never tried");
    assertThat(house.count("sealed_body IS NOT NULL")).isZero();
  }

  @Test
  void keepsTheStatusOfASentMessageForAWeek() {
    house.post(live, ADA, "123456");
    house.clock.pass(House.LIFETIME);
    sweep();

    house.clock.pass(Duration.ofDays(7).minus(House.LIFETIME));
    int within = sweep();
    house.clock.pass(Duration.ofMillis(1));
    int after = sweep();

    assertThat(within).isZero();
    assertThat(after).isEqualTo(1);
  }

  private int sweep() {
    Outbox outbox = house.outbox(Channels.INBOX);
    return house.database.inTransaction(tx -> outbox.sweep(tx, house.clock.instant(), 500));
  }

  private static Message message() {
    return Message.signInCode(ADA, "123456", House.LIFETIME);
  }

  private static void isNoProvider(Throwable refused) {
    assertThat(refused)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.NO_ENABLED_EMAIL_PROVIDER));
  }
}
