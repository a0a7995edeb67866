package dev.countersign.delivery.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import dev.countersign.delivery.smtp.OneLine;
import dev.countersign.outbound.Answer;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What the services' requests and answers have in common.
final class Forms {
  static final String FORM = "application/x-www-form-urlencoded";

  private Forms() {}

  static byte[] encoded(Map<String, String> members) {
    return new TreeMap<>(members)
        .entrySet().stream()
            .map(member -> percent(member.getKey()) + "=" + percent(member.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(UTF_8);
  }

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

  private static String percent(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
