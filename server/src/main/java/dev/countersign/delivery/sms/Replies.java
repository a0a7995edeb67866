package dev.countersign.delivery.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import dev.countersign.delivery.smtp.OneLine;
import dev.countersign.outbound.Answer;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// What the services' answers have in common, and how some of them know us.
final class Replies {
  private Replies() {}

  /// HTTP Basic (RFC 7617).
  static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /// The answer as JSON; an empty object where it is something else.
  static JsonNode json(Answer answer) {
    try {
      return Json.parse(answer.body());
    } catch (Refusal _) {
      return Json.object();
    }
  }

  static String line(JsonNode node) {
    return OneLine.of(node.isString() ? node.stringValue() : "");
  }
}
