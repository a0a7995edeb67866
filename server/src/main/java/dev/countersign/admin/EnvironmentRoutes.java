package dev.countersign.admin;

import dev.countersign.admin.Organizations.Project;
import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Origins;
import dev.countersign.environment.ProjectSettings;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for environments: settings and origins.
public final class EnvironmentRoutes implements Routes {
  private static final String BASE = "/api/v0/environments/{environmentId}";

  private final Environments environments;
  private final Organizations organizations;

  public EnvironmentRoutes(Environments environments, Organizations organizations) {
    this.environments = environments;
    this.organizations = organizations;
  }

  @Override
  public void register(Router router) {
    router.get(BASE, request -> Response.json(200, document(environment(request))));
    router.put(BASE, this::update);
    router.get("/api/v0/projects/{projectId}/environments", this::ofProject);
    router.get(BASE + "/origins", this::origins);
    router.post(BASE + "/origins", this::addOrigin);
    router.delete("/api/v0/origins/{originId}", this::removeOrigin);
  }

  private Response update(Request request) {
    Environment changed = environments.change(environment(request), request.input().members());
    return Response.json(200, settings(changed));
  }

  private Response ofProject(Request request) {
    Project project = organizations.project(Input.uuid("project id", request.path("projectId")));
    ObjectNode both = Json.object();
    project
        .environments()
        .forEach((kind, id) -> both.set(kind.wireName(), document(environments.get(id))));
    return Response.json(200, Map.of("environments", both));
  }

  private Response origins(Request request) {
    var listed =
        environments.origins(environment(request)).stream().map(EnvironmentRoutes::document);
    return Response.json(200, Map.of("origins", listed.toList()));
  }

  private Response addOrigin(Request request) {
    var added = environments.addOrigin(environment(request).id(), request.input().text("origin"));
    return Response.json(201, Map.of("origin", document(added)));
  }

  private Response removeOrigin(Request request) {
    var id = Input.uuid("origin id", request.path("originId"));
    environments.removeOrigin(
        environments
            .findOrigin(id)
            .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "origin " + id)));
    return Response.empty(204);
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private static ObjectNode document(Environment environment) {
    ObjectNode document = Json.object();
    document.put("id", environment.id().toString());
    document.set("settings", settings(environment));
    document.put("createdAt", environment.createdAt().toString());
    document.put("updatedAt", environment.updatedAt().toString());
    return document;
  }

  private static ObjectNode settings(Environment environment) {
    return ProjectSettings.forOperators(
        environment.kind(), environment.document(), environment.createdAt());
  }

  private static Map<String, String> document(Origins.Listed listed) {
    return Map.of(
        "id", listed.id().toString(),
        "origin", listed.origin().value(),
        "createdAt", listed.createdAt().toString(),
        "projectEnvironmentId", listed.environmentId().toString());
  }
}
