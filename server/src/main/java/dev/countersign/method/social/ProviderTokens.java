package dev.countersign.method.social;

import dev.countersign.base.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a provider gave for its own API, with what it was granted for.
public record ProviderTokens(
    String access, Optional<String> refresh, List<String> scopes, Optional<Instant> expiresAt) {
  public ProviderTokens {
    scopes = List.copyOf(scopes);
  }

  /// @param asked the scopes that were asked for: what an answer without `scope` means (RFC 6749
  ///     §5.1)
  static ProviderTokens of(JsonNode answer, String asked, Instant now) {
    String granted = answer.path("scope").stringValueOpt().orElse(asked);
    JsonNode seconds = answer.path("expires_in");
    return new ProviderTokens(
        answer.path("access_token").asString(),
        answer.path("refresh_token").stringValueOpt(),
        List.of(granted.strip().split("[ ,]+")),
        seconds.isIntegralNumber()
            ? Optional.of(now.plusSeconds(Math.clamp(seconds.longValue(), 0, Integer.MAX_VALUE)))
            : Optional.empty());
  }

  public static ProviderTokens read(byte[] bytes) {
    ObjectNode kept = (ObjectNode) Json.parse(bytes);
    return new ProviderTokens(
        kept.path("access").stringValue(),
        kept.path("refresh").stringValueOpt(),
        kept.path("scopes").valueStream().map(JsonNode::stringValue).toList(),
        kept.path("expiresAt").stringValueOpt().map(Instant::parse));
  }

  public byte[] bytes() {
    ObjectNode kept = Json.object().put("access", access);
    refresh.ifPresent(token -> kept.put("refresh", token));
    kept.set("scopes", Json.tree(scopes));
    expiresAt.ifPresent(end -> kept.put("expiresAt", end.toString()));
    return Json.bytes(kept);
  }

  @Override
  public String toString() {
    return "ProviderTokens " + scopes;
  }
}
