package dev.countersign.delivery;

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

  @Nullable String code() {
    return values.get("code");
  }

  @Override
  public String toString() {
    return "Parcel[" + letter.id() + "]";
  }
}
