package dev.countersign.admin;

import dev.countersign.admin.AdminUsers.Detail;
import dev.countersign.admin.AdminUsers.Page;
import dev.countersign.admin.AdminUsers.Seen;
import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.credential.Credential;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.session.Session;
import dev.countersign.token.UserDocument;
import dev.countersign.user.UserSearch;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for an operator's view of users.
public final class AdminUserRoutes implements Routes {
  private static final String BASE = "/api/v0/environments/{environmentId}/users";

  private final Environments environments;
  private final AdminUsers users;

  public AdminUserRoutes(Environments environments, AdminUsers users) {
    this.environments = environments;
    this.users = users;
  }

  @Override
  public void register(Router router) {
    router.get(BASE, this::list);
    router.get(BASE + "/{userId}", this::read);
    router.delete(BASE + "/{userId}", this::delete);
    router.get(BASE + "/{userId}/sessions", this::sessions);
    router.post(BASE + "/{userId}/sessions/revoke", this::revokeSessions);
  }

  private Response list(Request request) {
    var search =
        UserSearch.parse(
            given(request, "filter[filterColumn]"),
            given(request, "filter[filterValue]"),
            given(request, "orderBy"),
            given(request, "offset"),
            given(request, "limit"));
    boolean sessions = request.query("includeSessions").filter("true"::equals).isPresent();
    Page page =
        users.search(environment(request), search, sessions ? Detail.WITH_SESSIONS : Detail.PLAIN);
    ArrayNode list = Json.array();
    page.users().forEach(seen -> list.add(document(seen)));
    ObjectNode body = Json.object().put("count", page.count());
    body.set("users", list);
    return Response.json(200, body);
  }

  private Response read(Request request) {
    Seen seen = users.get(environment(request), userId(request));
    return Response.json(200, Map.of("user", document(seen)));
  }

  private Response delete(Request request) {
    users.delete(environment(request), userId(request));
    return Response.empty(204);
  }

  private Response sessions(Request request) {
    Seen seen = users.get(environment(request), userId(request));
    ObjectNode body = Json.object().put("count", seen.sessions().size());
    ArrayNode list = body.putArray("sessions");
    seen.sessions().forEach(session -> list.add(document(session)));
    return Response.json(200, body);
  }

  private Response revokeSessions(Request request) {
    users.revokeSessions(environment(request), userId(request));
    return Response.empty(204);
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private static UUID userId(Request request) {
    return Input.uuid("user id", request.path("userId"));
  }

  /// The generated client writes a member that it does not have as the text `undefined`.
  private static Optional<String> given(Request request, String name) {
    return request.query(name).filter(value -> !value.equals("undefined") && !value.isEmpty());
  }

  private static ObjectNode document(Seen seen) {
    ObjectNode document = UserDocument.of(seen.user(), seen.credentials());
    document.put("createdAt", seen.user().createdAt().toString());
    document.put("updatedAt", seen.user().updatedAt().toString());
    if (seen.user().lastVerifiedCredentialId() != null) {
      document.put("lastVerifiedCredentialId", seen.user().lastVerifiedCredentialId().toString());
    }
    ArrayNode sessions = document.putArray("sessions");
    seen.sessions().forEach(session -> sessions.add(document(session)));
    for (String name : new String[] {"lists", "wallets"}) document.putArray(name);
    ArrayNode accounts = document.putArray("oauthAccounts");
    for (LinkedCredential linked : seen.credentials()) {
      if (!(linked.credential() instanceof Credential.Social(var provider, _))) continue;
      accounts.addObject().put("id", linked.id().toString()).put("provider", provider);
    }
    document.set("mfaDevices", UserDocument.factors(seen.factors()));
    return document;
  }

  static ObjectNode document(Session session) {
    ObjectNode document = Json.object();
    document.put("id", session.id().toString());
    document.put("createdAt", session.createdAt().toString());
    document.put("lastSeenAt", session.lastSeenAt().toString());
    document.put("expiresAt", session.expiresAt().toString());
    if (session.ipAddress() != null) document.put("ipAddress", session.ipAddress());
    if (session.userAgent() != null) document.put("userAgent", session.userAgent());
    if (session.revokedAt() != null) document.put("revokedAt", session.revokedAt().toString());
    return document;
  }
}
