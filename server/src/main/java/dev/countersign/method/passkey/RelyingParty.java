package dev.countersign.method.passkey;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whom passkeys are for (WebAuthn §5.1.3, RP ID): a domain. A browser uses them on the sites of
/// that domain, and on related ones that the domain itself names (§5.11).
public record RelyingParty(String id) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*[:\\[].*");

  /// The one that is set, else the host of the site that asks. `wanted` is what the client believes
  /// it to be.
  public static RelyingParty of(
      Environment environment, Optional<String> origin, Optional<String> wanted) {
    String id =
        environment
            .settings()
            .passkeys()
            .rpId()
            .or(() -> origin.flatMap(RelyingParty::host))
            .filter(host -> !ADDRESS.matcher(host).matches())
            .orElseThrow(() -> new Refusal(Problem.BAD_REQUEST, "no domain to ask for"));
    if (wanted.isPresent() && !wanted.get().equals(id)) {
      throw new Refusal(Problem.BAD_REQUEST, "relatedOriginRpId is not the environment's");
    }
    var relyingParty = new RelyingParty(id);
    if (origin.isPresent() && !relyingParty.expects(environment, origin.get())) {
      throw new Refusal(Problem.ORIGIN_NOT_ALLOWED, "not a site of " + id);
    }
    return relyingParty;
  }

  /// Whether passkeys may have been used on this site (WebAuthn §13.4.9).
  boolean expects(Environment environment, String origin) {
    if (!environment.origins().allow(origin)) return false;
    if (environment.settings().passkeys().relatedOrigins().contains(origin)) return true;
    Optional<String> host = host(origin);
    if (host.isEmpty()) return false;
    boolean within = host.get().equals(id) || host.get().endsWith("." + id);
    return within && (origin.startsWith("https://") || loopback(host.get()));
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.endsWith(".localhost");
  }

  private static Optional<String> host(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getHost());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
