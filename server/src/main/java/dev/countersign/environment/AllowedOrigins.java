package dev.countersign.environment;

import java.util.List;

/// The origins that may use an environment. An empty list lets a sandbox be tried from anywhere,
/// and keeps a live environment closed.
public record AllowedOrigins(List<Origin> origins, Kind kind) {
  public AllowedOrigins {
    origins = List.copyOf(origins);
  }

  public boolean allow(String requestOrigin) {
    if (!origins.isEmpty()) return origins.stream().anyMatch(o -> o.matches(requestOrigin));
    return switch (kind) {
      case SANDBOX -> true;
      case LIVE -> false;
    };
  }
}
