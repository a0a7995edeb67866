package dev.countersign.admin;

import dev.countersign.http.Handler;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import java.util.List;
import java.util.Locale;

/// What stands before every admin call, known or unknown: the limit of its address, the token,
/// and the limit of the environment.
public final class AdminGateRoutes implements Routes {
  private static final List<String> PREFIXES =
      List.of(
          "/api/v0/organizations",
          "/api/v0/projects",
          "/api/v0/environments",
          "/api/v0/origins",
          "/api/v0/deeplinkUrls",
          "/api/v0/settings",
          "/api/v0/oauthAccounts",
          "/api/v0/users",
          "/api/v0/sessions");

  private final AdminAccess access;
  private final Limits limits;

  public AdminGateRoutes(AdminAccess access, Limits limits) {
    this.access = access;
    this.limits = limits;
  }

  @Override
  public void register(Router router) {
    for (String prefix : PREFIXES) router.within(prefix, this::guard);
    router.within("/api/v0/environments/{environmentId}", this::admit);
  }

  private Response guard(Request request, Handler next) {
    limits.use(Limit.ADMIN_PER_IP, request.remoteAddress());
    access.require(request.bearer());
    return next.handle(request);
  }

  private Response admit(Request request, Handler next) {
    String environment = request.path("environmentId").toLowerCase(Locale.ROOT);
    limits.use(Limit.ADMIN_PER_ENVIRONMENT, environment);
    return next.handle(request);
  }
}
