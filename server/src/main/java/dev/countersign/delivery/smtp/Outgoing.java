package dev.countersign.delivery.smtp;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One mail as the mail server is to get it.
public record Outgoing(
    UUID id,
    String recipient,
    String senderName,
    @Nullable String replyTo,
    String subject,
    String text,
    String html,
    Instant writtenAt) {
  @Override
  public String toString() {
    return "Outgoing[" + id + "]";
  }
}
