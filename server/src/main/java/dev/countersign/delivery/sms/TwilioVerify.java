package dev.countersign.delivery.sms;

import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;
import dev.countersign.outbound.Form;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Twilio's Verify, version 2. It makes the code itself, writes the text and judges the answer, so
/// what we made and wrote is not sent.
record TwilioVerify(URI base, String accountSid, String authToken, String serviceSid)
    implements SmsGateway {
  static final URI BASE = URI.create("https://verify.twilio.com");

  @Override
  public Call request(TextMessage message) {
    return call("Verifications", Map.of("To", message.to(), "Channel", "sms"));
  }

  @Override
  public Outcome outcome(Answer answer) {
    return SmsGateway.byStatus(answer, Replies.line(Replies.json(answer).path("message")));
  }

  Call check(String number, String code) {
    return call("VerificationCheck", Map.of("To", number, "Code", code));
  }

  /// Whether it was the code; empty where the service does not say. It forgets a verification that
  /// is used up or too old, and answers 404.
  static Optional<Boolean> right(Answer answer) {
    return switch (answer.status()) {
      case 200, 201 ->
          Optional.of(Replies.line(Replies.json(answer).path("status")).equals("approved"));
      case 400, 404 -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private Call call(String what, Map<String, String> form) {
    URI address = base.resolve("/v2/Services/" + serviceSid + "/" + what);
    return Form.post(address, form, Twilio.authorization(accountSid, authToken));
  }

  @Override
  public String toString() {
    return "TwilioVerify";
  }
}
