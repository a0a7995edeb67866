package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.delivery.smtp.ScriptedMailServer;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.support.Stores;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Stores.class)
class CourierTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final ScriptedMailServer server = ScriptedMailServer.plain();
  @AutoClose private final House house;
  private final OutboxRepository repository = new OutboxRepository();
  private final Environment live;

  CourierTest(Stores store) {
    house = new House(store);
    live = house.environment(Kind.LIVE);
  }

  @Test
  void sendsWithinAMomentAndForgetsWhatItSent() {
    house.courier(server.url());

    UUID id = house.post(live, ADA, "123456");
    Messages.Status status = house.await(live, id, "sent");

    assertThat(server.mails()).singleElement().asString().contains("123456", "To: " + ADA);
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(status.finishedAt()).isEqualTo(house.clock.instant());
    assertThat(status.lastError()).isNull();
    assertThat(sealedBodies()).isZero();
  }

  @Test
  void triesAgainAfterATemporaryRefusalAndNotBefore() {
    server.answer("RCPT", "451 4.7.1 greylisted");
    house.courier(server.url());
    UUID id = house.post(live, ADA, "123456");

    Messages.Status waiting = house.awaitError(live, id);
    house.pass(Duration.ofMillis(4_999));
    var early = due();
    house.pass(Duration.ofMillis(1));

    assertThat(waiting.state()).isEqualTo("queued");
    assertThat(waiting.lastError()).contains("451", "greylisted");
    assertThat(early).isEmpty();
    assertThat(house.await(live, id, "sent").attempts()).isEqualTo(2);
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void givesUpAtOnceWhatTheServerRefusesForGood() {
    server.answer("RCPT", "550 5.1.1 no such person");
    house.courier(server.url());

    UUID id = house.post(live, ADA, "123456");
    Messages.Status status = house.await(live, id, "failed");

    assertThat(status.attempts()).isEqualTo(1);
    assertThat(status.lastError()).contains("550", "no such person");
    assertThat(server.mails()).isEmpty();
    assertThat(sealedBodies()).isZero();
  }

  @Test
  void keepsTheCodeOutOfWhatAServerSaysBack() {
    server.answer(".", "554 spam: 123456 looks like a code");
    house.courier(server.url());

    UUID id = house.post(live, ADA, "123456");

    assertThat(house.await(live, id, "failed").lastError())
        .contains("looks like a code")
        .doesNotContain("123456");
  }

  @Test
  void sendsWhatWaitedWhileTheServerWasDown() throws Exception {
    int port = freePort();
    house.courier("smtp://localhost:" + port);
    UUID id = house.post(live, ADA, "123456");
    house.awaitError(live, id);

    try (var up = ScriptedMailServer.plainAt(port)) {
      house.pass(Duration.ofSeconds(5));

      house.await(live, id, "sent");
      assertThat(up.mails()).hasSize(1);
    }
  }

  @Test
  void stopsTryingWhenTheCodeWouldBeDeadOnArrival() throws Exception {
    house.courier("smtp://localhost:" + freePort());
    Message message = Message.signInCode(ADA, "123456", Duration.ofSeconds(35));
    UUID id = house.queue(Channels.SMTP, live, message);
    house.awaitError(live, id);

    house.pass(Duration.ofSeconds(5));
    Messages.Status status = house.await(live, id, "failed");

    assertThat(status.attempts()).isEqualTo(2);
    assertThat(sealedBodies()).isZero();
  }

  @Test
  void sendsAfterARestartWhatWasStillQueued() {
    UUID id = house.post(live, ADA, "123456");

    House restarted = house.restarted();
    restarted.courier(server.url());

    restarted.await(live, id, "sent");
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void sendsAgainWhatAKilledNodeHadClaimedOnceItsLeaseEnds() {
    UUID id = house.post(live, ADA, "123456");
    claim();
    house.courier(server.url());

    house.pass(Courier.LEASE.minusMillis(1));
    var leased = due();
    house.pass(Duration.ofMillis(1));

    assertThat(house.await(live, id, "sent").attempts()).isEqualTo(2);
    assertThat(leased).isEmpty();
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void doesNotSpeakForTheNextOneWhenItsLeaseIsOver() {
    UUID id = house.post(live, ADA, "123456");
    Letter late = claim();
    house.clock.pass(Courier.LEASE);
    Letter next = claim();

    var refused = Verdict.of(late, new Outcome.Refused("late"), house.clock.instant());
    boolean noted = house.database.inTransaction(tx -> repository.note(tx, late, refused));

    assertThat(noted).isFalse();
    assertThat(house.status(live, id).state()).isEqualTo("queued");
    assertThat(next.attempts()).isEqualTo(2);
  }

  @Test
  void isNotHeldUpByAMessageItCannotRead() {
    UUID strange = house.post(live, ADA, "111111");
    house.database.inTransaction(
        tx -> tx.update("UPDATE outbox_message SET template = 'of-tomorrow'"));
    UUID id = house.post(live, ADA, "222222");

    house.courier(server.url());

    house.await(live, id, "sent");
    assertThat(house.awaitError(live, strange).state()).isEqualTo("queued");
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void sendsEveryMessageOfABurstOnce() {
    house.courier(server.url());

    IntStream.range(0, 40).forEach(i -> house.post(live, ADA, "1000" + (10 + i)));
    House.await(() -> house.count("state = 'sent'") == 40);

    assertThat(server.mails()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void sendsInTheNameThatTheEnvironmentHadWhenItWasAsked() {
    UUID id = house.post(house.named(live, "Acme"), ADA, "123456");
    house.named(live, "Another");

    house.courier(server.url());

    house.await(live, id, "sent");
    assertThat(server.mails().getFirst()).contains("From: Acme <no-reply@");
  }

  private long sealedBodies() {
    return house.count("sealed_body IS NOT NULL");
  }

  private Letter claim() {
    Instant now = house.clock.instant();
    var due = due().getFirst();
    return house
        .database
        .inTransaction(tx -> repository.claim(tx, due, now, now.plus(Courier.LEASE)))
        .orElseThrow();
  }

  private List<OutboxRepository.Due> due() {
    return house.database.read(tx -> repository.due(tx, house.clock.instant(), 9));
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
