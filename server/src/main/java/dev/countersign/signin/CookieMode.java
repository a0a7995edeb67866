package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.environment.Environment;
import dev.countersign.environment.EnvironmentSettings.AuthStorage;
import dev.countersign.environment.Kind;
import dev.countersign.environment.PublicUrl;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The rules of cookie mode, in which the browser keeps the access token where no script reads it
/// (decision 0013).
public final class CookieMode {
  /// The name that the clients write themselves where they may read the token.
  static final String COOKIE = "DYNAMIC_JWT_TOKEN";

  private static final String NATIVE = "react-native";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final PublicUrl publicUrl;
  private final Secrets secrets;
  private final Clock clock;

  public CookieMode(PublicUrl publicUrl, Secrets secrets, Clock clock) {
    this.publicUrl = publicUrl;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Native apps are never in cookie mode: they get tokens they can read, and so their requests do
  /// not count as signed in by a cookie either. A script that calls itself native gains nothing.
  boolean on(Environment environment, Optional<String> platform) {
    return environment.settings().security().authStorage().contains(AuthStorage.COOKIE)
        && platform.filter(NATIVE::equals).isEmpty();
  }

  /// The cookie that stands for a device. It is this host's alone, and over https no other host can set
  /// it (RFC 6265bis §4.1.3.2): one that a neighbour planted would make their device somebody else's.
  String deviceCookieName() {
    return (publicUrl.secure() ? "__Host-" : "") + "countersign-device";
  }

  /// What was sent by it, else a new one where devices are asked for.
  Optional<DeviceCookie> deviceCookie(Environment environment, Optional<String> sent) {
    Optional<DeviceCookie> known = DeviceCookie.read(sent);
    boolean wanted = environment.settings().security().deviceRegistration();
    return known.isPresent() || !wanted ? known : Optional.of(DeviceCookie.fresh(secrets));
  }

  /// A sandbox shows its tokens too, for development.
  boolean showsTokens(Environment environment) {
    return environment.kind() == Kind.SANDBOX;
  }

  /// Browsers send a cookie whoever started the request. What changes something is therefore taken
  /// only from a page whose origin the operator named, or that is this server's own. A sandbox
  /// without a list takes it from the pages that share the cookie.
  void requireOwnPage(
      Environment environment, String method, String host, Optional<String> origin) {
    if (SAFE.contains(method)) return;
    String page = origin.orElseThrow(() -> refused("a cookie without an origin"));
    boolean named = environment.origins().lists(page) || page.equals(publicUrl.origin());
    if (!named && !sharesCookie(environment, host, page)) throw refused(page);
  }

  /// Until the token ends.
  Duration life(SignedIn signedIn) {
    Duration left = Duration.between(clock.instant(), signedIn.tokens().expiresAt());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static boolean sharesCookie(Environment environment, String host, String page) {
    boolean open = environment.kind() == Kind.SANDBOX && environment.origins().origins().isEmpty();
    if (!open) return false;
    Optional<String> domain = environment.cookieDomain(host);
    return hostOf(page)
        .filter(own -> own.equals(host) || domain.filter(top -> below(top, own)).isPresent())
        .isPresent();
  }

  private static boolean below(String domain, String host) {
    return host.equals(domain) || host.endsWith("." + domain);
  }

  private static Optional<String> hostOf(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getHost());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Refusal refused(String why) {
    return new Refusal(Problem.ORIGIN_NOT_ALLOWED, why);
  }
}
