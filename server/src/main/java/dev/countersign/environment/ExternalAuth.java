package dev.countersign.environment;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Sign-in by tokens of the operator's own issuers. The first is the one that the wire documents;
/// `cookieName` is a cookie of theirs in which a token may come.
public record ExternalAuth(boolean enabled, List<Issuer> issuers, Optional<String> cookieName) {

  /// Who signs, by the exact `iss` of its tokens. Its keys are written down in `publicKeys`, else they
  /// are fetched from `jwksUrl`. `assumeEmailVerified`: a token that does not say whether its
  /// e-mail address is verified means that it is.
  public record Issuer(
      String name,
      Optional<String> audience,
      Optional<URI> jwksUrl,
      Optional<String> publicKeys,
      boolean assumeEmailVerified) {}

  public ExternalAuth {
    issuers = List.copyOf(issuers);
  }

  public Optional<Issuer> issuer(String name) {
    return issuers.stream().filter(issuer -> issuer.name().equals(name)).findFirst();
  }

  /// Those whose name and keys are set, also while all of it is switched off.
  static ExternalAuth of(JsonNode settings) {
    var issuers = new ArrayList<Issuer>();
    issuer(settings).ifPresent(issuers::add);
    for (JsonNode further : settings.path("issuers")) issuer(further).ifPresent(issuers::add);
    return new ExternalAuth(
        settings.path("enabled").booleanValue(),
        issuers,
        settings.path("cookieName").stringValueOpt());
  }

  private static Optional<Issuer> issuer(JsonNode settings) {
    Optional<URI> jwksUrl = settings.path("jwksUrl").stringValueOpt().map(URI::create);
    Optional<String> keys = settings.path("publicKeys").stringValueOpt();
    if (jwksUrl.isEmpty() && keys.isEmpty()) return Optional.empty();
    return settings
        .path("iss")
        .stringValueOpt()
        .map(
            name ->
                new Issuer(
                    name,
                    settings.path("aud").stringValueOpt(),
                    jwksUrl,
                    keys,
                    settings.path("assumeEmailVerified").booleanValue(false)));
  }
}
