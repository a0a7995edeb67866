package dev.countersign.admin;

import dev.countersign.db.Database;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// HTTP for the numbers of an environment.
public final class StatisticsRoutes implements Routes {
  private static final Duration MONTH = Duration.ofDays(30);

  private final StatisticsRepository repository = new StatisticsRepository();
  private final Environments environments;
  private final Database database;
  private final Clock clock;

  public StatisticsRoutes(Environments environments, Database database, Clock clock) {
    this.environments = environments;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void register(Router router) {
    router.get("/api/v0/environments/{environmentId}/statistics/visitors", this::visitors);
  }

  private Response visitors(Request request) {
    UUID id = environments.named(request.path("environmentId")).id();
    Instant monthAgo = clock.instant().minus(MONTH);
    return database.read(
        tx ->
            Response.json(
                200,
                Map.of(
                    "users", repository.users(tx, id, monthAgo),
                    "visitors", repository.visitors(tx, id, monthAgo))));
  }
}
