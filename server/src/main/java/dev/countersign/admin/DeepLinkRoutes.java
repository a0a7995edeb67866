package dev.countersign.admin;

import dev.countersign.base.Input;
import dev.countersign.environment.DeepLinks;
import dev.countersign.environment.DeepLinks.Listed;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.util.Map;

/// HTTP for the deep links of an environment.
public final class DeepLinkRoutes implements Routes {
  private static final String ALL = "/api/v0/environments/{environmentId}/deeplinkUrls";

  private final Environments environments;
  private final DeepLinks links;

  public DeepLinkRoutes(Environments environments, DeepLinks links) {
    this.environments = environments;
    this.links = links;
  }

  @Override
  public void register(Router router) {
    router.get(ALL, this::list);
    router.post(ALL, this::add);
    router.delete("/api/v0/deeplinkUrls/{deeplinkUrlId}", this::remove);
  }

  private Response list(Request request) {
    var all = links.list(environment(request)).stream().map(DeepLinkRoutes::document).toList();
    return Response.json(200, Map.of("deeplinkUrls", all));
  }

  private Response add(Request request) {
    Listed added = links.add(environment(request), request.input().text("url"));
    return Response.json(201, document(added));
  }

  private Response remove(Request request) {
    links.remove(Input.uuid("deep link id", request.path("deeplinkUrlId")));
    return Response.empty(204);
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private static Map<String, String> document(Listed listed) {
    return Map.of(
        "id", listed.id().toString(),
        "url", listed.link().value(),
        "createdAt", listed.createdAt().toString());
  }
}
