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
  private final StepUp stepUp;

  public StepUpRoutes(Reception reception, StepUp stepUp) {
    super(reception);
    this.stepUp = stepUp;
  }

  @Override
  public void register(Router router) {
    router.post(BASE + "/stepUp/check", this::check);
  }

  private Response check(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    var demand = stepUp.demand(environment, caller, request.input().text("scope"));
    ObjectNode body = Json.object().put("isRequired", demand.required());
    ArrayNode proofs = body.putArray("credentials");
    for (var proof : demand.proofs()) {
      ObjectNode one = proofs.addObject();
      one.put("id", proof.id().toString());
      one.put("format", proof.format());
      proof.type().ifPresent(type -> one.put("type", type));
      proof.alias().ifPresent(alias -> one.put("alias", alias));
    }
    demand.preferred().ifPresent(id -> body.put("defaultCredentialId", id.toString()));
    return Response.json(200, body);
  }
}
