package dev.countersign.admin;

import dev.countersign.base.Json;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.method.external.ExternalJwt;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the checker of external tokens, which says all that is wrong with one.
public final class ExternalJwtRoutes implements Routes {
  private final Environments environments;
  private final ExternalJwt method;

  public ExternalJwtRoutes(Environments environments, ExternalJwt method) {
    this.environments = environments;
    this.method = method;
  }

  @Override
  public void register(Router router) {
    router.post("/api/v0/environments/{environmentId}/externalJwt/check", this::check);
  }

  private Response check(Request request) {
    Environment environment = environments.named(request.path("environmentId"));
    List<String> faults = method.faults(environment, request.input().text("encodedJwt"));
    ObjectNode answer = Json.object().put("valid", faults.isEmpty());
    if (!faults.isEmpty()) answer.set("errors", Json.tree(faults));
    return Response.json(200, answer);
  }
}
