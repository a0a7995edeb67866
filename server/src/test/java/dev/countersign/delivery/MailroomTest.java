package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.delivery.smtp.ScriptedMailServer;
import dev.countersign.delivery.smtp.SmtpUrl;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.support.Stores;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The room as the server puts it together.
class MailroomTest {
  private static final Message MESSAGE =
      Message.linkCode("ada@example.org", "123456", House.LIFETIME);

  @AutoClose private final House house = new House(Stores.SQLITE);
  @AutoClose private final ScriptedMailServer server = ScriptedMailServer.plain();
  private final Environment sandbox = house.environment(Kind.SANDBOX);

  @Test
  void sendsByMailWhereThereIsAServer() {
    try (Mailroom mailroom = open(MailSettings.by(SmtpUrl.parse(server.url()), House.FROM))) {
      UUID id = queue(mailroom);

      house.await(sandbox, id, "sent");
      assertThat(mailroom.messages().recent(sandbox, 1).getFirst().template())
          .isEqualTo("link-code");
      assertThat(mailroom.inbox().receives(sandbox)).isFalse();
      assertThat(mailroom.inbox().newest(sandbox, null, 1)).isEmpty();
    }
  }

  @Test
  void wakesItsInboxWhereThereIsNone() {
    try (Mailroom mailroom = open(MailSettings.sandboxInbox())) {
      Thread.ofVirtual().start(() -> queue(mailroom));

      var found = mailroom.inbox().next(sandbox, "ada@example.org", null, Duration.ofSeconds(10));

      assertThat(found).map(InboxMessage::code).contains("123456");
      assertThat(mailroom.inbox().receives(sandbox)).isTrue();
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void finishesTheMailItIsSendingBeforeItCloses() {
    server.hold(Duration.ofMillis(400));
    Mailroom mailroom = open(MailSettings.by(SmtpUrl.parse(server.url()), House.FROM));
    UUID id = queue(mailroom);
    House.await(() -> server.commands().contains("DATA"));

    mailroom.close();

    assertThat(house.status(sandbox, id).state()).isEqualTo("sent");
    assertThat(server.mails()).hasSize(1);
  }

  private Mailroom open(MailSettings settings) {
    return Mailroom.open(
        settings, house.sms(), house.database, house.vault, house.secrets, house.clock);
  }

  private UUID queue(Mailroom mailroom) {
    return house.database.inTransaction(tx -> mailroom.outbox().queue(tx, sandbox, MESSAGE));
  }
}
