package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.db.Database;
import dev.countersign.delivery.smtp.MailFrom;
import dev.countersign.delivery.smtp.ScriptedMailServer;
import dev.countersign.delivery.smtp.SmtpUrl;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.support.TestFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A code is for its recipient's eyes, and a password for the mail server's.
class SecrecyTest {
  private static final String ADA = "ada.lovelace@example.org";
  private static final String CODE = "918273";

  private final Path folder = TestFolders.fresh();
  @AutoClose private final House house = new House(() -> Database.embedded(folder));
  @AutoClose private final ScriptedMailServer server = ScriptedMailServer.plain();
  private final Environment live = house.environment(Kind.LIVE);

  @Test
  void noFileOfTheStoreHoldsACode() throws IOException {
    house.keep(live, ADA, CODE);
    house.post(live, ADA, CODE);
    house.database.close();

    int files = 0;
    try (var all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files++;
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).as(file.toString()).doesNotContain(CODE);
      }
    }
    assertThat(files).isPositive();
  }

  @Test
  void noTextFormOfAMessageHoldsItsCode() {
    Message message = Message.signInCode(ADA, CODE, Duration.ofMinutes(10));
    house.keep(live, ADA, CODE);
    InboxMessage kept = house.inbox.newest(live, ADA, 1).getFirst();
    Letter letter =
        house
            .database
            .read(tx -> new InboxRepository().newest(tx, live, null, Instant.EPOCH, 1))
            .getFirst();
    Parcel parcel = new Envelopes(house.vault).open(letter);

    assertThat(List.of(message, kept, letter, parcel, parcel.mail(), parcel.outgoing()))
        .allSatisfy(secret -> assertThat(secret.toString()).doesNotContain(CODE));
    assertThat(
            MailSettings.by(
                SmtpUrl.parse("smtp://me:hunter22@localhost"), MailFrom.parse("a@b.example")))
        .asString()
        .doesNotContain("hunter22");
  }

  @Test
  void noLogLineNamesTheCodeThePasswordOrTheRecipient() {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (var _ = new Listening(lines)) {
      server.answer("RCPT", "550 " + ADA + " unknown, your code " + CODE);
      house.courier("smtp://me:hunter22@localhost:" + server.port() + "?starttls=off");

      UUID refused = house.post(live, ADA, CODE);
      house.await(live, refused, "failed");
      UUID sent = house.post(live, ADA, CODE);
      house.await(live, sent, "sent");
      House.await(() -> String.join("\n", lines).contains(sent.toString()));

      assertThat(lines).anyMatch(line -> line.contains(refused.toString()));
      assertThat(String.join("\n", lines)).doesNotContain(CODE, "hunter22", ADA);
    }
  }

  /// Everything that is logged meanwhile, down to the finest.
  private static final class Listening extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("dev.countersign");
    private final List<String> lines;

    Listening(List<String> lines) {
      this.lines = lines;
      root.setLevel(Level.ALL);
      setLevel(Level.ALL);
      root.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(new SimpleFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
      root.setLevel(null);
    }
  }
}
