package dev.countersign.delivery;

import dev.countersign.delivery.smtp.MailFrom;
import dev.countersign.delivery.smtp.Smtp;
import dev.countersign.delivery.smtp.SmtpUrl;
import org.jspecify.annotations.Nullable;

/// How this deployment sends mail.
public record MailSettings(Channels channels, @Nullable SmtpUrl server, @Nullable MailFrom from) {
  public static MailSettings by(SmtpUrl server, MailFrom from) {
    return new MailSettings(Channels.SMTP, server, from);
  }

  /// `dev` without a mail server.
  public static MailSettings inbox() {
    return new MailSettings(Channels.INBOX, null, null);
  }

  /// `serve` without a mail server.
  public static MailSettings sandboxInbox() {
    return new MailSettings(Channels.SANDBOX_INBOX, null, null);
  }

  @Nullable Smtp smtp() {
    return server == null || from == null ? null : new Smtp(server, from);
  }
}
