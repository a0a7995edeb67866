package dev.countersign;

import dev.countersign.support.Reply;
import java.util.Map;

/// And an operator's, who looks after that person.
class OperatorDay extends PersonDay {
  void organizations() {
    Reply made = call("POST /api/v0/organizations", Map.of("name", "Example"));
    ids.put("organizationId", made.text("/organization/id"));
    call("GET /api/v0/organizations");
    call("GET /api/v0/organizations/{organizationId}");
    made = call("POST /api/v0/organizations/{organizationId}/projects", Map.of("name", "Shop"));
    ids.put("projectId", made.text("/project/id"));
    call("GET /api/v0/organizations/{organizationId}/projects");
    call("GET /api/v0/projects/{projectId}");
    call("GET /api/v0/projects/{projectId}/environments");
  }

  void environments() {
    call("GET " + ENVIRONMENT);
    call("PUT " + ENVIRONMENT, Map.of("privacy", Map.of("collectIp", true)));
    ids.put("keyId", call("GET " + ENVIRONMENT + "/keys").text("/key/id"));
    call("GET " + ENVIRONMENT + "/keys/{keyId}/pem");
    call("POST " + ENVIRONMENT + "/keys/rotate", Map.of("noticeInSeconds", 3600));
    Reply added = call("POST " + ENVIRONMENT + "/origins", Map.of("origin", "https://a.example"));
    ids.put("originId", added.text("/origin/id"));
    call("GET " + ENVIRONMENT + "/origins");
    call("DELETE /api/v0/origins/{originId}");
    Reply link = call("POST " + ENVIRONMENT + "/deeplinkUrls", Map.of("url", "myapp://x"));
    ids.put("deeplinkUrlId", link.text("id"));
    call("GET " + ENVIRONMENT + "/deeplinkUrls");
    call("DELETE /api/v0/deeplinkUrls/{deeplinkUrlId}");
    Reply claimed =
        call(
            "POST " + ENVIRONMENT + "/custom/hostnames",
            Map.of("hostname", "auth.app.localhost", "usage", "cookies"));
    ids.put("hostnameId", claimed.text("id"));
    call("GET " + ENVIRONMENT + "/custom/hostnames");
    call("POST " + ENVIRONMENT + "/custom/hostnames/{hostnameId}/verify");
    call("DELETE " + ENVIRONMENT + "/custom/hostnames/{hostnameId}");
    call("POST " + ENVIRONMENT + "/externalJwt/check", Map.of("encodedJwt", "a.b.c"));
    call("POST " + ENVIRONMENT + "/test/account");
    call("GET " + ENVIRONMENT + "/test/account");
    call("DELETE " + ENVIRONMENT + "/test/account");
    call("GET " + ENVIRONMENT + "/messages", "?limit=5", null);
    call("GET " + ENVIRONMENT + "/visitors");
    call("GET " + ENVIRONMENT + "/statistics/visitors");
  }

  void inbox() {
    call("GET " + INBOX + "/messages", "?limit=2", null);
    call("GET " + INBOX + "/next", "?to=ada@example.org&wait=0", null);
    call("DELETE " + INBOX + "/messages");
    call("GET " + INBOX + "/next", "?to=ada@example.org&wait=0", null);
  }

  void people() {
    call("GET " + ENVIRONMENT + "/users", "?limit=5&includeSessions=true", null);
    call("GET " + ENVIRONMENT + "/users/{userId}");
    call("GET " + ENVIRONMENT + "/users/{userId}/sessions");
    call("GET " + ENVIRONMENT + "/users/{userId}/deviceRegistrations");
    refused(404, "DELETE " + ENVIRONMENT + "/users/{userId}/deviceRegistrations/{deviceId}", null);
    call("POST /api/v0/users/{userId}/mfa/reset");
    call("DELETE /api/v0/users/{userId}/mfa");
    call("GET /api/v0/users/{userId}/sessions/{sessionId}");
    call("POST " + SDK + "/revoke");
    call("PUT /api/v0/sessions/{sessionId}/revoke");
    call("POST " + ENVIRONMENT + "/users/{userId}/sessions/revoke");
    call("POST " + ENVIRONMENT + "/sessions/revoke");
    call("DELETE " + ENVIRONMENT + "/users/{userId}");
    accessToken = "";
    signIn();
    call("DELETE " + SDK + "/sessions/{sessionId}");
    accessToken = "";
    signIn();
    call("DELETE " + SDK + "/deviceRegistrations");
    accessToken = "";
    signIn();
    call("DELETE " + SDK + "/users");
    call("POST " + ENVIRONMENT + "/keys/revoke");
  }
}
