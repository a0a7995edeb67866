package dev.countersign.delivery.sms;

import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;
import dev.countersign.outbound.Form;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// Twilio's Programmable Messaging, `Messages` of its API of 2010-04-01. `from` is a number or the
/// id of a messaging service.
record Twilio(URI base, String accountSid, String authToken, String from) implements SmsGateway {
  static final URI BASE = URI.create("https://api.twilio.com");

  @Override
  public Call request(TextMessage message) {
    var form = new HashMap<String, String>();
    form.put("To", message.to());
    form.put(from.startsWith("MG") ? "MessagingServiceSid" : "From", from);
    form.put("Body", message.text());
    URI address = base.resolve("/2010-04-01/Accounts/" + accountSid + "/Messages.json");
    return Form.post(address, form, authorization(accountSid, authToken));
  }

  @Override
  public Outcome outcome(Answer answer) {
    return SmsGateway.byStatus(answer, Replies.line(Replies.json(answer).path("message")));
  }

  static Map<String, String> authorization(String accountSid, String authToken) {
    return Map.of("Authorization", Replies.basic(accountSid, authToken));
  }

  @Override
  public String toString() {
    return "Twilio";
  }
}
