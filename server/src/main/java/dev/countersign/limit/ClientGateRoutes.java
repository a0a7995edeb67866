package dev.countersign.limit;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.CustomHostnames;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.PublicUrl;
import dev.countersign.http.Handler;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.util.Optional;
import java.util.regex.Pattern;

/// What stands before every client call: the origin check with its CORS headers (Fetch §3.2), the
/// overall limits, and the operator's lock.
public final class ClientGateRoutes implements Routes {
  private static final String PREFIX = "/api/v0/sdk/{environmentId}";
  private static final String METHODS = "GET,POST,PUT,PATCH,DELETE,OPTIONS";
  private static final Pattern HEADER_LIST = Pattern.compile("[A-Za-z0-9, _-]{1,2048}");

  private static final Pattern POSTED_ANSWER =
      Pattern.compile("/api/v0/sdk/[^/]+/providers/[^/]+/redirect");

  /// What the clients send, for a preflight that does not name any.
  private static final String HEADERS =
      String.join(
          ", ",
          "authorization",
          "content-type",
          "x-dyn-version",
          "x-dyn-api-version",
          "x-dyn-request-id",
          "x-dyn-session-id",
          "x-dyn-session-public-key",
          "x-dynamic-platform",
          "x-dynamic-device-nonce",
          "x-dynamic-device-publickey",
          "x-dynamic-device-signed-nonce",
          "x-dynamic-device-registration-token",
          "x-dyn-elevated-access-token",
          "x-mfa-auth-token",
          "x-dyn-logout-reason",
          "x-dyn-device-fingerprint",
          "x-dyn-is-global-wallet-popup",
          "x-dyn-session-nonce",
          "x-dyn-session-nonce-signature",
          "x-dyn-client-session-signature",
          "x-dyn-wallet-sdk-version",
          "x-dyn-trace-id",
          "x-dyn-trace-elapsed-time",
          "x-idempotency-key",
          "x-dynamic-flow-session-token",
          "x-dynamic-flow-id",
          "x-dynamic-checkout-session-token");

  private final Environments environments;
  private final CustomHostnames hostnames;
  private final Limits limits;
  private final PublicUrl publicUrl;

  public ClientGateRoutes(
      Environments environments, CustomHostnames hostnames, Limits limits, PublicUrl publicUrl) {
    this.environments = environments;
    this.hostnames = hostnames;
    this.limits = limits;
    this.publicUrl = publicUrl;
  }

  @Override
  public void register(Router router) {
    router.within(PREFIX, this::origin).within(PREFIX, this::admit);
  }

  /// A foreign origin gets no CORS header and no handler runs for it. An unknown environment has no
  /// list to ask: its 404 may be read from anywhere, so that a mistyped id can be seen. Pages
  /// of this server itself, such as the demo, are not foreign.
  private Response origin(Request request, Handler next) {
    Optional<String> origin = request.origin();
    if (origin.isEmpty() || postedByProvider(request))
      return next.handle(request).with("Vary", "Origin");
    var environment = environments.find(request.path("environmentId"));
    boolean own = origin.get().equals(publicUrl.origin());
    boolean allowed =
        own || environment.map(known -> known.origins().allow(origin.get())).orElse(true);
    if (!allowed) throw new Refusal(Problem.ORIGIN_NOT_ALLOWED, origin.get());
    boolean preflight = request.method().equals("OPTIONS");
    Response response = preflight ? preflight(request) : next.handle(request);
    return response
        .with("Access-Control-Allow-Origin", origin.get())
        .with("Access-Control-Allow-Credentials", "true")
        .with("Access-Control-Expose-Headers", "x-dyn-request-id, Retry-After")
        .with("Vary", "Origin");
  }

  /// A provider that answers by a form has its own site's browser post it here. No page can read what
  /// comes of it, and the answer counts only where the right browser takes it over.
  private static boolean postedByProvider(Request request) {
    return request.method().equals("POST") && POSTED_ANSWER.matcher(request.route()).matches();
  }

  private static Response preflight(Request request) {
    String headers =
        request
            .header("Access-Control-Request-Headers")
            .filter(asked -> HEADER_LIST.matcher(asked).matches())
            .orElse(HEADERS);
    return Response.empty(204)
        .with("Access-Control-Allow-Methods", METHODS)
        .with("Access-Control-Allow-Headers", headers)
        .with("Access-Control-Max-Age", "7200");
  }

  private Response admit(Request request, Handler next) {
    String address = request.remoteAddress();
    limits.use(Limit.CLIENT_BURST_PER_IP, address);
    limits.use(Limit.CLIENT_MINUTE_PER_IP, address);
    limits.use(Limit.CLIENT_FIVE_MINUTES_PER_IP, address);
    Environment environment = environments.named(request.path("environmentId"));
    if (hostnames.ofAnother(environment, request.host())) {
      throw new Refusal(Problem.NOT_FOUND, "the host is another environment's");
    }
    limits.use(Limit.CLIENT_PER_ENVIRONMENT, environment.id().toString());
    if (environment.settings().security().locked()) {
      throw new Refusal(Problem.ENVIRONMENT_LOCKED, environment.id().toString());
    }
    return next.handle(request);
  }
}
