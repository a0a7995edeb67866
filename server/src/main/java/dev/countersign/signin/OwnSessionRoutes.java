package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.session.Session;
import dev.countersign.token.Caller;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the list of the caller's sessions.
public final class OwnSessionRoutes extends ClientRoutes {
  private final OwnSessions own;

  public OwnSessionRoutes(Reception reception, OwnSessions own) {
    super(reception);
    this.own = own;
  }

  @Override
  public void register(Router router) {
    router.get(BASE + "/sessions", this::list);
    router.delete(BASE + "/sessions/{sessionId}", this::end);
    router.post(BASE + "/sessions/revokeOthers", this::endOthers);
  }

  private Response list(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    List<Session> all = own.list(environment, caller);
    ObjectNode body = Json.object().put("count", all.size());
    ArrayNode list = body.putArray("sessions");
    all.forEach(session -> list.add(document(session, caller)));
    return Response.json(200, body);
  }

  private Response end(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    own.end(environment, caller, Input.uuid("session id", request.path("sessionId")));
    return Response.empty(204);
  }

  private Response endOthers(Request request) {
    Environment environment = environment(request);
    own.endOthers(environment, caller(environment, request));
    return Response.empty(204);
  }

  private static ObjectNode document(Session session, Caller caller) {
    ObjectNode document = Json.object();
    document.put("id", session.id().toString());
    document.put("isCurrentSession", session.id().equals(caller.session().id()));
    document.put("createdAt", session.createdAt().toString());
    document.put("lastSeenAt", session.lastSeenAt().toString());
    document.put("expiresAt", session.expiresAt().toString());
    if (session.ipAddress() != null) document.put("ipAddress", session.ipAddress());
    if (session.userAgent() != null) document.put("userAgent", session.userAgent());
    return document;
  }
}
