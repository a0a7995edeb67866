package dev.countersign.environment;

import java.util.List;
import java.util.Optional;

/// The origins that may use an environment. An empty list lets a sandbox be tried from anywhere,
/// and keeps a live environment closed.
public record AllowedOrigins(List<Origin> origins, Kind kind) {
  public AllowedOrigins {
    origins = List.copyOf(origins);
  }

  public boolean allow(String requestOrigin) {
    if (!origins.isEmpty()) return lists(requestOrigin);
    return switch (kind) {
      case SANDBOX -> true;
      case LIVE -> false;
    };
  }

  /// The first on the list that is one origin and not a pattern.
  public Optional<String> first() {
    return origins.stream().map(Origin::value).filter(value -> !value.contains("*")).findFirst();
  }

  /// Whether the operator has named the origin, and not merely left the list empty.
  public boolean lists(String requestOrigin) {
    return origins.stream().anyMatch(origin -> origin.matches(requestOrigin));
  }
}
