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

/// Asks a network by JSON-RPC 2.0, one endpoint after the other until one gives an answer that can
/// be used. When none does the network is unavailable, and nothing was proven.
final class Rpc {
  private static final System.Logger LOG = System.getLogger(Rpc.class.getName());
  private static final int MOST_ENDPOINTS = 3;

  private final Outbound outbound;

  Rpc(Outbound outbound) {
    this.outbound = outbound;
  }

  /// @param reading empty for a result that makes no sense, which is the endpoint's failure
  <T> T ask(
      List<URI> endpoints,
      String method,
      ArrayNode parameters,
      Function<JsonNode, Optional<T>> reading) {
    byte[] question =
        Json.bytes(
            Json.object()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .set("params", parameters));
    for (URI endpoint : endpoints.stream().limit(MOST_ENDPOINTS).toList()) {
      try {
        Optional<T> answer = result(outbound.postJson(endpoint, question)).flatMap(reading);
        if (answer.isPresent()) return answer.get();
        LOG.log(System.Logger.Level.WARNING, "{0} of {1}: no result", method, endpoint.getHost());
      } catch (OutboundFailed failed) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} of {1}: {2}",
            method,
            endpoint.getHost(),
            failed.getMessage());
      }
    }
    throw new Refusal(Problem.WALLET_NETWORK_UNAVAILABLE, "no endpoint answered " + method);
  }

  private static Optional<JsonNode> result(byte[] answer) {
    try {
      JsonNode read = Json.parse(answer);
      boolean ours = read.isObject() && read.path("id").isInt() && read.path("id").intValue() == 1;
      return ours && !read.has("error")
          ? Optional.ofNullable(read.get("result"))
          : Optional.empty();
    } catch (Refusal _) {
      return Optional.empty();
    }
  }
}
