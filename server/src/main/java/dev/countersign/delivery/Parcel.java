package dev.countersign.delivery;

import dev.countersign.delivery.sms.TextMessage;
import dev.countersign.delivery.smtp.Outgoing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A letter opened and put into words.
record Parcel(Letter letter, Map<String, String> values, Mail mail) {
  Outgoing outgoing() {
    return new Outgoing(
        letter.id(),
        letter.recipient(),
        values.getOrDefault(Envelopes.NAME, ""),
        values.get(Envelopes.SUPPORT),
        mail.subject(),
        mail.text(),
        mail.html(),
        letter.createdAt());
  }

  Medium medium() {
    return Template.named(letter.template()).medium();
  }

  TextMessage text() {
    return new TextMessage(
        letter.id(), letter.recipient(), mail.text().strip(), values.getOrDefault("code", ""));
  }

  @Nullable String code() {
    return values.get("code");
  }

  @Nullable String link() {
    return values.get("link");
  }

  @Override
  public String toString() {
    return "Parcel[" + letter.id() + "]";
  }
}
