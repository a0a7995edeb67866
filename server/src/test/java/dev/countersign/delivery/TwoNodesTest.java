package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.delivery.smtp.ScriptedMailServer;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.support.Stores;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Two servers on one PostgreSQL.
class TwoNodesTest {
  @AutoClose private final ScriptedMailServer server = ScriptedMailServer.plain();
  @AutoClose private final House one = new House(Stores.POSTGRESQL);
  private final House other = one.again();
  private final Environment live = one.environment(Kind.LIVE);

  @Test
  void sendEachMessageOnce() {
    IntStream.range(0, 100).forEach(i -> one.post(live, "ada@example.org", "1000" + i));

    one.courier(server.url());
    other.courier(server.url());
    House.await(() -> one.count("state = 'sent'") == 100);

    assertThat(server.mails()).hasSize(100).doesNotHaveDuplicates();
    assertThat(one.count("attempts <> 1")).isZero();
  }

  @Test
  void seeEachOthersInboxes() {
    Thread.ofVirtual()
        .start(
            () -> {
              House.sleep(Duration.ofMillis(100));
              other.keep(live, "ada@example.org", "123456");
            });
    var found = one.inbox.next(live, "ada@example.org", null, Duration.ofSeconds(10));

    assertThat(found).map(InboxMessage::code).contains("123456");
  }
}
