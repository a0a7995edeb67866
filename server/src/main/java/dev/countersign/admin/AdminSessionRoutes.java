package dev.countersign.admin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.session.Sessions;
import java.util.Optional;
import java.util.UUID;

/// HTTP for an operator's view of sessions. Some addresses name no environment: the row does.
public final class AdminSessionRoutes implements Routes {
  private final Environments environments;
  private final Database database;
  private final Sessions sessions;
  private final AdminUsers users;

  public AdminSessionRoutes(
      Environments environments, Database database, Sessions sessions, AdminUsers users) {
    this.environments = environments;
    this.database = database;
    this.sessions = sessions;
    this.users = users;
  }

  @Override
  public void register(Router router) {
    router.get("/api/v0/users/{userId}/sessions/{sessionId}", this::read);
    router.put("/api/v0/sessions/{sessionId}/revoke", this::revoke);
    router.post("/api/v0/environments/{environmentId}/sessions/revoke", this::revokeAll);
  }

  private Response read(Request request) {
    UUID userId = Input.uuid("user id", request.path("userId"));
    UUID sessionId = sessionId(request);
    var session = users.sessionOf(environmentOf(sessionId), userId, sessionId);
    return Response.json(200, AdminUserRoutes.document(session));
  }

  private Response revoke(Request request) {
    UUID sessionId = sessionId(request);
    var session = users.revokeSession(environmentOf(sessionId), sessionId);
    return Response.json(200, AdminUserRoutes.document(session));
  }

  private Response revokeAll(Request request) {
    users.revokeEverySession(environments.named(request.path("environmentId")));
    return Response.empty(204);
  }

  private Environment environmentOf(UUID sessionId) {
    Optional<UUID> id = database.read(tx -> sessions.environmentOf(tx, sessionId));
    return id.map(environments::get)
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "session " + sessionId));
  }

  private static UUID sessionId(Request request) {
    return Input.uuid("session id", request.path("sessionId"));
  }
}
