package dev.countersign.delivery.sms;

import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;
import dev.countersign.outbound.Form;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Vonage's SMS API. Its answer is always 200 and tells of each part of the message.
record Vonage(URI base, String apiKey, String apiSecret, String from) implements SmsGateway {
  static final URI BASE = URI.create("https://rest.nexmo.com");

  /// Throttled, an error of theirs, our account (key, secret, credit, number of binds), too many
  /// at once.
  private static final Set<String> LATER = Set.of("1", "4", "5", "8", "9", "10", "32");

  @Override
  public Call request(TextMessage message) {
    var form =
        Map.of(
            "api_key",
            apiKey,
            "api_secret",
            apiSecret,
            "from",
            from,
            "to",
            message.to().substring(1),
            "text",
            message.text(),
            "type",
            "unicode");
    return Form.post(base.resolve("/sms/json"), form, Map.of());
  }

  @Override
  public Outcome outcome(Answer answer) {
    if (answer.status() != 200) return SmsGateway.byStatus(answer, "");
    JsonNode parts = Replies.json(answer).path("messages");
    if (parts.isEmpty()) return new Outcome.Deferred("an answer that tells nothing");
    for (JsonNode part : parts) {
      String status = Replies.line(part.path("status"));
      if (status.equals("0")) continue;
      String why = "status " + status + ": " + Replies.line(part.path("error-text"));
      return LATER.contains(status) ? new Outcome.Deferred(why) : new Outcome.Refused(why);
    }
    return new Outcome.Sent();
  }

  @Override
  public String toString() {
    return "Vonage";
  }
}
