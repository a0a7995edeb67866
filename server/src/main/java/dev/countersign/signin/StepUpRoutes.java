package dev.countersign.signin;

import dev.countersign.base.Json;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.token.Caller;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for what a person has to prove before a dangerous act.
public final class StepUpRoutes extends ClientRoutes {
  private final Elevations elevations;

  public StepUpRoutes(Reception reception, Elevations elevations) {
    super(reception);
    this.elevations = elevations;
  }

  @Override
  public void register(Router router) {
    router.post(BASE + "/stepUp/check", this::check);
  }

  private Response check(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    var demand = elevations.demand(environment, caller, request.input().text("scope"));
    ObjectNode body = Json.object().put("isRequired", demand.required());
    ArrayNode proofs = body.putArray("credentials");
    demand
        .proofs()
        .forEach(
            linked ->
                proofs
                    .addObject()
                    .put("id", linked.id().toString())
                    .put("format", linked.credential().format())
                    .put("alias", linked.publicIdentifier()));
    demand.preferred().ifPresent(id -> body.put("defaultCredentialId", id.toString()));
    return Response.json(200, body);
  }
}
