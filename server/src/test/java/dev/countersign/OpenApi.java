package dev.countersign;

import dev.countersign.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/// `api/openapi.yaml`, as a test reads it.
final class OpenApi {
  private static final Path FILE = Path.of("..", "api", "openapi.yaml");
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final SortedMap<String, Operation> operations = new TreeMap<>();

  /// One operation, `name` as the router spells it: `GET /path/{parameter}`.
  record Operation(String name, JsonNode path, JsonNode body) {}

  private OpenApi(JsonNode document) {
    this.document = document;
    for (var path : document.path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode body = path.getValue().path(method);
        String name = method.toUpperCase(Locale.ROOT) + " " + path.getKey();
        if (!body.isMissingNode()) operations.put(name, new Operation(name, path.getValue(), body));
      }
    }
  }

  /// A member that stands twice is refused by the reader.
  static OpenApi read() {
    try {
      var yaml = new Load(LoadSettings.builder().build());
      return new OpenApi(Json.tree(yaml.loadFromString(Files.readString(FILE))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SortedMap<String, Operation> operations() {
    return operations;
  }

  /// The node itself, or what its `$ref` names; a name that leads nowhere is an error.
  JsonNode resolved(JsonNode node) {
    if (!node.has("$ref")) return node;
    String reference = node.path("$ref").stringValue();
    JsonNode target = document.at(reference.substring(1));
    if (target.isMissingNode()) throw new AssertionError(reference + " leads nowhere");
    return resolved(target);
  }

  /// Every `$ref` of the document.
  List<JsonNode> references() {
    return document.findParents("$ref");
  }
}
