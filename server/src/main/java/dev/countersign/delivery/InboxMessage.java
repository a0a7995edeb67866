package dev.countersign.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One message as the local inbox shows it, its code or link apart so that a test need not
/// look for it.
public record InboxMessage(
    UUID id,
    String to,
    String subject,
    String text,
    String html,
    @Nullable String code,
    @Nullable String link,
    Instant sentAt,
    Instant expiresAt) {
  static InboxMessage of(Parcel parcel) {
    Letter letter = parcel.letter();
    Mail mail = parcel.mail();
    return new InboxMessage(
        letter.id(),
        letter.recipient(),
        mail.subject(),
        mail.text(),
        mail.html(),
        parcel.code(),
        parcel.link(),
        letter.createdAt(),
        letter.expiresAt());
  }

  @Override
  public String toString() {
    return "InboxMessage[" + id + "]";
  }
}
