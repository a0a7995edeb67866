package dev.countersign.environment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One tenant: issuer, keys, users and settings of its own. `document` is its settings as the
/// operator wrote them; `settings` is what the server acts on. `cookieHosts` are its active custom
/// hostnames for cookies, `providers` the services of others that it uses.
public record Environment(
    UUID id,
    UUID projectId,
    Kind kind,
    EnvironmentSettings settings,
    SettingsDocument document,
    AllowedOrigins origins,
    Set<Hostname> cookieHosts,
    List<Provider> providers,
    Instant createdAt,
    Instant updatedAt) {
  public Environment {
    cookieHosts = Set.copyOf(cookieHosts);
    providers = List.copyOf(providers);
  }

  /// The domain of a cookie that is set under this host: the parent of one of ours, else none, and
  /// the cookie is the host's alone.
  public Optional<String> cookieDomain(String host) {
    return cookieHosts.stream()
        .filter(own -> own.value().equals(host))
        .map(Hostname::parent)
        .findFirst();
  }

  /// The provider of this name, if it is switched on.
  public Optional<Provider> provider(String name) {
    return providers.stream()
        .filter(provider -> provider.enabled() && provider.name().equals(name))
        .findFirst();
  }
}
