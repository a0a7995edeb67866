package dev.countersign.support;

import dev.countersign.base.Json;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the server answered.
public record Reply(HttpResponse<byte[]> response) {
  public int status() {
    return response.statusCode();
  }

  public JsonNode body() {
    return response.body().length == 0 ? Json.object() : Json.parse(response.body());
  }

  /// The text at a JSON pointer, or a member of the top.
  public String text(String path) {
    return body().at(path.startsWith("/") ? path : "/" + path).asString();
  }

  public String code() {
    return text("code");
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  @Override
  public String toString() {
    return status() + " " + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
