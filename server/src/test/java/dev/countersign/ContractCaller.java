package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.OpenApi.Operation;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Calls operations of the contract by their names, and holds each answer against what is written.
class ContractCaller implements AutoCloseable {
  static final OpenApi CONTRACT = OpenApi.read();
  static final String SDK = "/api/v0/sdk/{environmentId}";
  static final String ENVIRONMENT = "/api/v0/environments/{environmentId}";
  static final String INBOX = "/inbox/{environmentId}";

  final TestServer server = new TestServer(Stores.SQLITE);
  final Map<String, String> ids = new HashMap<>();
  final Set<String> called = new TreeSet<>();
  String accessToken = "";

  ContractCaller() {
    ids.put("environmentId", server.sandbox().toString());
  }

  Reply call(String operation) {
    return call(operation, null);
  }

  Reply call(String operation, @Nullable Object body) {
    return call(operation, "", body);
  }

  Reply call(String operation, String query, @Nullable Object body) {
    Reply reply = send(operation, query, body);
    assertThat(reply.status()).as(operation + " " + reply).isLessThan(300);
    called.add(operation);
    return reply;
  }

  void refused(int status, String operation, @Nullable Object body) {
    answers(status, operation, "", body);
  }

  void answers(int status, String operation, String query, @Nullable Object body) {
    Reply reply = send(operation, query, body);
    assertThat(reply.status()).as(operation + " " + reply).isEqualTo(status);
    called.add(operation);
  }

  private Reply send(String operation, String query, @Nullable Object body) {
    String path = operation.substring(operation.indexOf(' ') + 1);
    for (var id : ids.entrySet()) path = path.replace("{" + id.getKey() + "}", id.getValue());
    String token = path.startsWith("/api/v0/sdk/") ? accessToken : TestServer.ADMIN;
    Map<String, String> headers =
        token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    String method = operation.substring(0, operation.indexOf(' '));
    String escaped = query.replace("[", "%5B").replace("]", "%5D");
    Reply reply = server.send(method, path + escaped, body, headers);
    assertThat(faults(operation, reply)).as(operation + " " + reply).isEmpty();
    return reply;
  }

  private static List<String> faults(String operation, Reply reply) {
    Operation written = CONTRACT.operations().get(operation);
    if (written == null) return List.of("there is no " + operation);
    JsonNode response =
        CONTRACT.resolved(written.body().path("responses").path("" + reply.status()));
    if (response.isMissingNode()) {
      if (reply.status() < 400) return List.of(reply.status() + " is not written");
      response = CONTRACT.resolved(written.body().at("/responses/default"));
    }
    String type = reply.header("Content-Type").orElse("");
    if (!type.equals("application/json") && response.path("content").has(type)) return List.of();
    JsonNode schema = response.path("content").path("application/json").path("schema");
    boolean empty = reply.response().body().length == 0;
    if (schema.isMissingNode()) return empty ? List.of() : List.of("a body that is not written");
    return Shape.faults(CONTRACT, schema, reply.body());
  }

  @Override
  public void close() {
    server.close();
  }
}
