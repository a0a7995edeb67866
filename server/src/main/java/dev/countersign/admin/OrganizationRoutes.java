package dev.countersign.admin;

import dev.countersign.admin.Organizations.Organization;
import dev.countersign.admin.Organizations.Project;
import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// HTTP for organizations and their projects.
public final class OrganizationRoutes implements Routes {
  private static final String BASE = "/api/v0/organizations";
  private static final int LONGEST_NAME = 255;

  private final Organizations organizations;

  public OrganizationRoutes(Organizations organizations) {
    this.organizations = organizations;
  }

  @Override
  public void register(Router router) {
    router.get(BASE, this::list);
    router.post(BASE, this::create);
    router.get(BASE + "/{organizationId}", this::read);
    router.get(BASE + "/{organizationId}/projects", this::projects);
    router.post(BASE + "/{organizationId}/projects", this::createProject);
    router.get("/api/v0/projects/{projectId}", this::project);
  }

  private Response list(Request request) {
    var all = organizations.all().stream().map(OrganizationRoutes::document).toList();
    return Response.json(200, Map.of("organizations", all));
  }

  private Response create(Request request) {
    Organization made = organizations.create(name(request));
    return Response.json(201, Map.of("organization", document(made)));
  }

  private Response read(Request request) {
    Organization found = organizations.get(id(request, "organizationId"));
    return Response.json(200, Map.of("organization", document(found)));
  }

  private Response projects(Request request) {
    List<Project> found = organizations.projectsOf(id(request, "organizationId"));
    return Response.json(
        200, Map.of("projects", found.stream().map(OrganizationRoutes::document).toList()));
  }

  private Response createProject(Request request) {
    Project made = organizations.createProject(id(request, "organizationId"), name(request));
    return Response.json(201, Map.of("project", document(made)));
  }

  private Response project(Request request) {
    return Response.json(200, document(organizations.project(id(request, "projectId"))));
  }

  private static Map<String, Object> document(Organization organization) {
    return Map.of("id", organization.id().toString(), "name", organization.name());
  }

  private static Map<String, Object> document(Project project) {
    var environments =
        project.environments().entrySet().stream()
            .map(
                entry ->
                    Map.of(
                        "id", entry.getValue().toString(),
                        "environmentName", entry.getKey().wireName()))
            .toList();
    return Map.of(
        "id", project.id().toString(),
        "organizationId", project.organizationId().toString(),
        "name", project.name(),
        "projectEnvironments", environments);
  }

  private static String name(Request request) {
    String name = request.input().text("name").strip();
    if (!name.isEmpty() && name.length() <= LONGEST_NAME) return name;
    throw new Refusal(Problem.BAD_REQUEST, "name is empty or longer than 255 characters");
  }

  private static UUID id(Request request, String name) {
    return Input.uuid(name, request.path(name));
  }
}
