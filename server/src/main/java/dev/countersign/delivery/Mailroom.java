package dev.countersign.delivery;

import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.delivery.smtp.Smtp;
import dev.countersign.vault.Vault;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// The whole of this room, put together and running.
public final class Mailroom implements AutoCloseable {
  private final Outbox outbox;
  private final Inbox inbox;
  private final Messages messages;
  private final @Nullable Courier courier;

  private Mailroom(
      MailSettings settings, Database database, Vault vault, Secrets secrets, Clock clock) {
    Bell bell = new Bell();
    Envelopes envelopes = new Envelopes(vault);
    Channels channels = settings.channels();
    Smtp smtp = settings.smtp();
    this.outbox = new Outbox(channels, envelopes, secrets, clock, bell);
    this.inbox = new Inbox(database, envelopes, channels, clock, bell);
    this.messages = new Messages(database);
    this.courier = smtp == null ? null : new Courier(database, envelopes, smtp, clock, bell);
  }

  public static Mailroom open(
      MailSettings settings, Database database, Vault vault, Secrets secrets, Clock clock) {
    Mailroom mailroom = new Mailroom(settings, database, vault, secrets, clock);
    if (mailroom.courier != null) mailroom.courier.start();
    return mailroom;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Inbox inbox() {
    return inbox;
  }

  public Messages messages() {
    return messages;
  }

  /// Before the HTTP server stops: it lets those go who wait for a message. Mails that are being
  /// sent are finished, the others stay queued for the next start.
  @Override
  public void close() {
    inbox.close();
    if (courier != null) courier.close();
  }
}
