package dev.countersign.environment;

import java.net.URI;
import java.util.Locale;

/// Where the world reaches this server: scheme, host and port, without a path.
public record PublicUrl(URI value) {
  public PublicUrl {
    String path = value.getRawPath();
    boolean http = "http".equals(value.getScheme()) || "https".equals(value.getScheme());
    boolean bare = (path == null || path.isEmpty()) && value.getRawQuery() == null;
    if (!http || value.getHost() == null || !bare || value.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a public URL is a scheme, a host and perhaps a port, as in https://auth.example.org");
    }
  }

  public static PublicUrl of(String text) {
    return new PublicUrl(
        URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
  }

  public boolean secure() {
    return "https".equals(value.getScheme());
  }

  /// Without the port, in lower case.
  public String host() {
    return value.getHost().toLowerCase(Locale.ROOT);
  }

  public String origin() {
    return value.toString();
  }

  /// The `iss` of every token of this environment: host, `/`, environment id. Without a scheme, as
  /// the clients of this wire have always seen it.
  public String issuer(Environment environment) {
    return value.getRawAuthority() + "/" + environment.id();
  }
}
