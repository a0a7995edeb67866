package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// A server whose sandbox asks for second factors, for the tests of them.
final class MfaServer implements AutoCloseable {
  static final String ADA = "ada@example.org";
  static final String PENDING = "requiresAdditionalAuth";
  static final String COMPLETE = "user:basic";
  static final Duration STEP = Duration.ofSeconds(30);

  final TestServer server;
  final UUID sandbox;

  MfaServer(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    set(Map.of());
  }

  /// Asks whoever has a factor, but for what `changes` says.
  void set(Map<String, Object> changes) {
    var mfa = new HashMap<String, Object>();
    mfa.put("enabled", true);
    mfa.put("methods", List.of(Map.of("type", "totp", "enabled", true)));
    mfa.putAll(changes);
    Reply reply =
        server.admin("PUT", "/environments/" + sandbox, Map.of("security", Map.of("mfa", mfa)));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  void set(Map<String, Object> some, Map<String, Object> others) {
    var all = new HashMap<>(some);
    all.putAll(others);
    set(all);
  }

  /// These kinds of factor, and no other.
  static Map<String, Object> methods(String... types) {
    var on = Set.of(types);
    return Map.of(
        "methods",
        Stream.of("totp", "passkey", "email")
            .map(type -> Map.of("type", type, "enabled", on.contains(type)))
            .toList());
  }

  String token() {
    return server.token(sandbox, ADA);
  }

  AuthenticatorApp register(String token) {
    return AuthenticatorApp.register(server, sandbox, token);
  }

  /// A person with a proven app, and the token of the session that proved it.
  Enrolled enrolled() {
    AuthenticatorApp app = register(token());
    Reply reply = app.answer(token());
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return new Enrolled(app, reply.text("minifiedJwt"));
  }

  record Enrolled(AuthenticatorApp app, String token) {}

  /// The next code of an app is good in the next step.
  void nextStep() {
    server.clock.pass(STEP);
  }

  Reply as(String token, String method, String path) {
    return server.as(token, sandbox, method, path);
  }

  Reply as(String token, String method, String path, Object body) {
    return server.as(token, sandbox, method, path, body);
  }

  Reply with(String mfaToken, String token, String method, String path, Object body) {
    var headers = Map.of("Authorization", "Bearer " + token, "x-mfa-auth-token", mfaToken);
    return server.client(sandbox, method, path, body, headers);
  }

  String scope(String token) {
    return as(token, "GET", "/users").text("scope");
  }

  static void assertRefused(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }

  static void assertDone(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isLessThan(300);
  }

  @Override
  public void close() {
    server.close();
  }
}
