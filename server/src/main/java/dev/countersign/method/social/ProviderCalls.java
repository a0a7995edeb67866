package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;
import dev.countersign.outbound.Form;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.OutboundFailed;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Asks providers. One that is silent or broken is unavailable; one that says no has not confirmed.
final class ProviderCalls {
  private static final System.Logger LOG = System.getLogger(ProviderCalls.class.getName());

  /// GitHub answers nobody who does not say who asks.
  private static final Map<String, String> STANDARD =
      Map.of("Accept", "application/json", "User-Agent", "countersign");

  private final Outbound outbound;

  ProviderCalls(Outbound outbound) {
    this.outbound = outbound;
  }

  JsonNode get(URI address, Map<String, String> headers) {
    return json(address, call(Call.get(address, with(headers))));
  }

  JsonNode post(URI address, Map<String, String> form, Map<String, String> headers) {
    return json(address, call(Form.post(address, form, with(headers))));
  }

  String postForText(URI address, Map<String, String> form) {
    Answer answer = call(Form.post(address, form, STANDARD));
    requireGood(address, answer);
    return new String(answer.body(), UTF_8);
  }

  private static Map<String, String> with(Map<String, String> headers) {
    var all = new HashMap<>(STANDARD);
    all.putAll(headers);
    return all;
  }

  private Answer call(Call call) {
    try {
      return outbound.call(call);
    } catch (OutboundFailed failed) {
      throw unavailable(call.address(), String.valueOf(failed.getMessage()));
    }
  }

  private static JsonNode json(URI address, Answer answer) {
    requireGood(address, answer);
    try {
      return Json.parse(answer.body());
    } catch (Refusal _) {
      throw unavailable(address, "no JSON");
    }
  }

  /// An error of OAuth has its own status or, at some providers, 200 and a member `error`; the caller
  /// finds no token in that.
  private static void requireGood(URI address, Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) return;
    if (status >= 500 || status == 429) throw unavailable(address, "status " + status);
    throw new Refusal(Problem.OTHER_VERIFY_FAILURE, address.getHost() + ": status " + status);
  }

  private static Refusal unavailable(URI address, String why) {
    LOG.log(System.Logger.Level.WARNING, "provider {0}: {1}", address.getHost(), why);
    return new Refusal(Problem.PROVIDER_UNAVAILABLE, address.getHost() + ": " + why);
  }
}
