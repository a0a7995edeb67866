package dev.countersign.signin;

import dev.countersign.support.Reply;
import dev.countersign.support.TestPasskey;
import dev.countersign.support.TestServer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// People with passkeys, before one server. All are on one site.
final class PasskeyPeople {
  private static final String PASSKEYS = "/users/passkeys";

  private final TestServer server;
  private final UUID environment;
  private final String site;

  PasskeyPeople(TestServer server, UUID environment, String site) {
    this.server = server;
    this.environment = environment;
    this.site = site;
  }

  PasskeyPeople(TestServer server, UUID environment) {
    this(server, environment, TestPasskey.SITE);
  }

  /// Switches passkeys on, with these settings besides.
  PasskeyPeople allowed(Map<String, ?> settings) {
    var passkeys = new HashMap<String, Object>(settings);
    passkeys.putIfAbsent("enabled", true);
    Reply set =
        server.admin(
            "PUT",
            "/environments/" + environment,
            Map.of("security", Map.of("passkeys", passkeys)));
    if (set.status() != 200) throw new AssertionError(set.toString());
    return this;
  }

  JsonNode creation(String token) {
    return as(token, "GET", PASSKEYS + "/register", null).body();
  }

  JsonNode request() {
    return as("", "GET", PASSKEYS + "/signin", null).body();
  }

  Reply register(String token, TestPasskey passkey) {
    return postRegistration(token, passkey.register(creation(token)));
  }

  Reply postRegistration(String token, JsonNode answer) {
    return as(token, "POST", PASSKEYS + "/register", answer);
  }

  Reply signIn(TestPasskey passkey) {
    return postSignIn(passkey.answer(request()));
  }

  Reply postSignIn(JsonNode answer) {
    return as("", "POST", PASSKEYS + "/signin", answer);
  }

  JsonNode factorRequest(String token) {
    return as(token, "GET", PASSKEYS + "/authenticate", null).body();
  }

  /// As a second factor.
  Reply prove(String token, TestPasskey passkey) {
    return postProof(token, passkey.answer(factorRequest(token)));
  }

  Reply postProof(String token, JsonNode answer) {
    return as(token, "POST", "/users/mfa/auth/passkey", answer);
  }

  JsonNode list(String token) {
    return as(token, "GET", PASSKEYS, null).body();
  }

  Reply rename(String token, Map<String, ?> body) {
    return as(token, "PUT", PASSKEYS, body);
  }

  Reply delete(String token, String id) {
    return as(token, "DELETE", PASSKEYS, Map.of("passkeyId", id));
  }

  Reply delete(String token, String id, String mfaToken) {
    var headers = Map.of("Authorization", "Bearer " + token, "x-mfa-auth-token", mfaToken);
    return server.client(environment, "DELETE", PASSKEYS, Map.of("passkeyId", id), headers);
  }

  Reply as(String token, String method, String path, @Nullable Object body) {
    var headers = new HashMap<>(Map.of("Origin", site, "User-Agent", "a browser"));
    if (!token.isEmpty()) headers.put("Authorization", "Bearer " + token);
    return server.client(environment, method, path, body, headers);
  }
}
