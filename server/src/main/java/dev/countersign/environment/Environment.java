package dev.countersign.environment;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One tenant: issuer, keys, users and settings of its own. `document` is its settings as the
/// operator wrote them; `settings` is what the server acts on. `cookieHosts` are its active custom
/// hostnames for cookies.
public record Environment(
    UUID id,
    UUID projectId,
    Kind kind,
    EnvironmentSettings settings,
    SettingsDocument document,
    AllowedOrigins origins,
    Set<Hostname> cookieHosts,
    Instant createdAt,
    Instant updatedAt) {
  public Environment {
    cookieHosts = Set.copyOf(cookieHosts);
  }

  /// The domain of a cookie that is set under this host: the parent of one of ours, else none, and
  /// the cookie is the host's alone.
  public Optional<String> cookieDomain(String host) {
    return cookieHosts.stream()
        .filter(own -> own.value().equals(host))
        .map(Hostname::parent)
        .findFirst();
  }
}
