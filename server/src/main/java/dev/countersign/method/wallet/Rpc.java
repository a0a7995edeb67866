package dev.countersign.method.wallet;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.OutboundFailed;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Asks networks at their endpoints, one after the other until one gives an answer that can be used.
/// When none does the network is unavailable, and nothing was proven.
final class Rpc {
  private static final System.Logger LOG = System.getLogger(Rpc.class.getName());
  private static final int MOST_FAILURES = 3;

  private final Outbound outbound;

  Rpc(Outbound outbound) {
    this.outbound = outbound;
  }

  /// What is asked of one endpoint. Empty: it is of another network, or knows nothing of the account.
  interface Question<T> {
    Optional<T> of(URI endpoint) throws OutboundFailed;
  }

  /// What an endpoint made of a call.
  sealed interface Reply {
    record Result(JsonNode value) implements Reply {}

    /// Its codes are the network's.
    record Failure(int code) implements Reply {}
  }

  /// The first answer there is. Empty where the endpoints have none, each for itself; where one of
  /// them could not be asked, nothing is known.
  <T> Optional<T> ask(List<URI> endpoints, Question<T> question) {
    int failures = 0;
    for (URI endpoint : endpoints) {
      try {
        Optional<T> answer = question.of(endpoint);
        if (answer.isPresent()) return answer;
      } catch (OutboundFailed failed) {
        LOG.log(
            System.Logger.Level.WARNING,
            "wallet network, {0}: {1}",
            endpoint.getHost(),
            failed.getMessage());
        if (++failures == MOST_FAILURES) break;
      }
    }
    if (failures == 0) return Optional.empty();
    throw unavailable("any question");
  }

  /// The result of one call, asked of endpoints of one network.
  ///
  /// @param reading empty for a result that makes no sense, which is the endpoint's failure
  <T> T ask(
      List<URI> endpoints,
      String method,
      ArrayNode parameters,
      Function<JsonNode, Optional<T>> reading) {
    Question<T> question =
        endpoint -> {
          Optional<T> read =
              call(endpoint, method, parameters) instanceof Reply.Result(var result)
                  ? reading.apply(result)
                  : Optional.empty();
          if (read.isEmpty()) throw new OutboundFailed(method + ": no result");
          return read;
        };
    return ask(endpoints, question).orElseThrow(() -> unavailable(method));
  }

  /// One call by JSON-RPC 2.0.
  Reply call(URI endpoint, String method, ArrayNode parameters) throws OutboundFailed {
    byte[] question =
        Json.bytes(
            Json.object()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .set("params", parameters));
    JsonNode answer = json(outbound.postJson(endpoint, question));
    if (!answer.isObject() || !answer.path("id").isInt() || answer.path("id").intValue() != 1) {
      throw new OutboundFailed(method + ": not an answer to it");
    }
    JsonNode error = answer.get("error");
    JsonNode result = answer.get("result");
    if (error == null && result != null) return new Reply.Result(result);
    if (error != null && result == null && error.path("code").isInt()) {
      return new Reply.Failure(error.path("code").intValue());
    }
    throw new OutboundFailed(method + ": neither result nor error");
  }

  /// A thing that has an address; empty where the endpoint has none there.
  Optional<JsonNode> get(URI thing) throws OutboundFailed {
    Optional<byte[]> body = outbound.getJson(thing);
    return body.isPresent() ? Optional.of(json(body.get())) : Optional.empty();
  }

  private static JsonNode json(byte[] answer) throws OutboundFailed {
    try {
      return Json.parse(answer);
    } catch (Refusal _) {
      throw new OutboundFailed("not JSON");
    }
  }

  private static Refusal unavailable(String question) {
    return new Refusal(
        Problem.WALLET_NETWORK_UNAVAILABLE, "no endpoint has an answer to " + question);
  }
}
