package dev.countersign.admin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.util.Map;

/// HTTP for whoever watches the server: does the process live, can it serve.
public final class HealthRoutes implements Routes {
  private static final Map<String, String> WELL = Map.of("status", "healthy");

  private final Database database;

  public HealthRoutes(Database database) {
    this.database = database;
  }

  @Override
  public void register(Router router) {
    router.get("/healthz", _ -> Response.json(200, WELL));
    router.get("/readyz", this::ready);
  }

  /// Not ready without its database: a balancer then sends people elsewhere.
  private Response ready(Request request) {
    if (database.alive()) return Response.json(200, WELL);
    throw new Refusal(Problem.STORE_UNAVAILABLE, "readiness");
  }
}
