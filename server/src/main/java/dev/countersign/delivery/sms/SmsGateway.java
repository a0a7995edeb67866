package dev.countersign.delivery.sms;

import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;

/// A service that sends text messages on the operator's account with it: one request, and one
/// reading of its answer.
interface SmsGateway {
  Call request(TextMessage message);

  Outcome outcome(Answer answer);

  /// What the status alone says: a service that is busy or broken, or refuses our account, may take
  /// the message later; what it refuses of the message it refuses for ever.
  static Outcome byStatus(Answer answer, String why) {
    int status = answer.status();
    if (status >= 200 && status < 300) return new Outcome.Sent();
    boolean ours = status == 401 || status == 403 || status == 404;
    boolean later = status == 408 || status == 429 || status < 400 || status >= 500;
    String words = "status " + status + (why.isEmpty() ? "" : ": " + why);
    return ours || later ? new Outcome.Deferred(words) : new Outcome.Refused(words);
  }
}
