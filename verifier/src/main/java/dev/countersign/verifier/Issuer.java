package dev.countersign.verifier;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One environment of one server: how its tokens name it, and where it publishes its keys.
///
/// @param name `HOST[:PORT]/ENVIRONMENT_ID`, without a scheme: the `iss` of its tokens
record Issuer(String name, String environmentId, URI jwks, URI revocations) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  static Issuer of(URI baseUrl, String environmentId) {
    if (!isUuid(environmentId)) throw new IllegalArgumentException("The environment id is no UUID");
    String scheme = lower(baseUrl.getScheme());
    String host = lower(baseUrl.getHost());
    if (host.isEmpty() || !isBare(baseUrl)) {
      throw new IllegalArgumentException("The base URL must be a scheme, a host and a port only");
    }
    if (!scheme.equals("https") && !(scheme.equals("http") && LOOPBACK.contains(host))) {
      throw new IllegalArgumentException("The base URL must be https, or lead to this machine");
    }
    int port = baseUrl.getPort();
    boolean standard = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    String authority = standard ? host : host + ":" + port;
    String folder = scheme + "://" + authority + "/api/v0/sdk/" + environmentId + "/.well-known/";
    return new Issuer(
        authority + "/" + environmentId,
        environmentId,
        URI.create(folder + "jwks"),
        URI.create(folder + "revocations"));
  }

  private static boolean isBare(URI url) {
    String path = url.getRawPath();
    return (path.isEmpty() || path.equals("/"))
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
