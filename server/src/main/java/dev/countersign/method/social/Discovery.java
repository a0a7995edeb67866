package dev.countersign.method.social;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads what OpenID providers publish of themselves (OpenID Connect Discovery §4), and keeps it for
/// ten minutes.
final class Discovery {
  private static final String PATH = "/.well-known/openid-configuration";
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Cache<URI, JsonNode> known =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(1_000).build();
  private final ProviderCalls calls;

  Discovery(ProviderCalls calls) {
    this.calls = calls;
  }

  /// @param issuer the one that the operator expects; without it the document must lie where its own
  ///     issuer has it (§4.3)
  JsonNode at(URI address, Optional<String> issuer) {
    JsonNode document = known.getIfPresent(address);
    if (document == null) {
      document = calls.get(address, Map.of());
      known.put(address, document);
    }
    String own = document.path("issuer").stringValueOpt().orElse("");
    boolean fits =
        issuer
            .map(own::equals)
            .orElseGet(() -> (own.replaceFirst("/$", "") + PATH).equals(address.toString()));
    if (!fits) {
      throw new Refusal(
          Problem.OTHER_VERIFY_FAILURE, address.getHost() + ": a document of another issuer");
    }
    return document;
  }
}
