package dev.countersign.admin;

import dev.countersign.base.Input;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.signin.FactorReset;
import java.util.UUID;

/// HTTP for taking a user's second factors away. The address names no environment: the row does.
public final class AdminMfaRoutes implements Routes {
  private final Environments environments;
  private final AdminUsers users;
  private final FactorReset factors;

  public AdminMfaRoutes(Environments environments, AdminUsers users, FactorReset factors) {
    this.environments = environments;
    this.users = users;
    this.factors = factors;
  }

  @Override
  public void register(Router router) {
    router.post("/api/v0/users/{userId}/mfa/reset", this::reset);
    router.delete("/api/v0/users/{userId}/mfa", this::reset);
  }

  private Response reset(Request request) {
    UUID userId = Input.uuid("user id", request.path("userId"));
    Environment environment = environments.get(users.environmentOf(userId));
    factors.reset(environment, userId);
    return Response.empty(204);
  }
}
