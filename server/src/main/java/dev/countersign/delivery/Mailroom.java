package dev.countersign.delivery;

import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.vault.Vault;
import java.time.Clock;

/// The whole of this room, put together and running.
public final class Mailroom implements AutoCloseable {
  private final Outbox outbox;
  private final Inbox inbox;
  private final Messages messages;
  private final Courier courier;

  private Mailroom(
      MailSettings settings,
      SmsSender sms,
      Database database,
      Vault vault,
      Secrets secrets,
      Clock clock) {
    Bell bell = new Bell();
    Envelopes envelopes = new Envelopes(vault);
    Channels channels = settings.channels();
    this.outbox = new Outbox(channels, envelopes, secrets, clock, bell);
    this.inbox = new Inbox(database, envelopes, channels, clock, bell);
    this.messages = new Messages(database);
    this.courier = new Courier(database, envelopes, settings.smtp(), sms, clock, bell);
  }

  public static Mailroom open(
      MailSettings settings,
      SmsSender sms,
      Database database,
      Vault vault,
      Secrets secrets,
      Clock clock) {
    Mailroom mailroom = new Mailroom(settings, sms, database, vault, secrets, clock);
    mailroom.courier.start();
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
    courier.close();
  }
}
