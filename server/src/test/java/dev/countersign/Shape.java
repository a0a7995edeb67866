package dev.countersign;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Holds a value against a schema of the contract: the few words of JSON Schema that the contract
/// uses. Stricter than the standard in one: a member that is not written is a fault.
final class Shape {
  private final OpenApi contract;
  private final List<String> faults = new ArrayList<>();

  private Shape(OpenApi contract) {
    this.contract = contract;
  }

  static List<String> faults(OpenApi contract, JsonNode schema, JsonNode value) {
    var shape = new Shape(contract);
    shape.check(schema, value, "");
    return shape.faults;
  }

  private void check(JsonNode written, JsonNode value, String at) {
    JsonNode schema = contract.resolved(written);
    if (types(schema).noneMatch(type -> is(type, value))) {
      faults.add(at + " is not " + schema.path("type") + ": " + value);
      return;
    }
    JsonNode choices = schema.path("enum");
    if (!choices.isMissingNode() && !contains(choices, value)) {
      faults.add(at + " is none of " + choices + ": " + value);
    }
    JsonNode pattern = schema.path("pattern");
    if (pattern.isString() && !value.asString().matches(pattern.stringValue())) {
      faults.add(at + " does not match " + pattern + ": " + value);
    }
    if (value.isObject()) members(schema, value, at);
    if (value.isArray()) items(schema, value, at);
  }

  private void members(JsonNode schema, JsonNode value, String at) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.stringValue())) faults.add(at + "/" + name.stringValue() + " is missing");
    }
    boolean open = schema.path("additionalProperties").asBoolean(false);
    for (var member : value.properties()) {
      JsonNode written = schema.path("properties").path(member.getKey());
      String path = at + "/" + member.getKey();
      if (!written.isMissingNode()) check(written, member.getValue(), path);
      else if (!open) faults.add(path + " is not written in the contract");
    }
  }

  private void items(JsonNode schema, JsonNode value, String at) {
    if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
      faults.add(at + " has too many items");
    }
    for (int i = 0; i < value.size(); i++) {
      check(schema.path("items"), value.get(i), at + "/" + i);
    }
  }

  private static Stream<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? StreamSupport.stream(type.spliterator(), false).map(JsonNode::stringValue)
        : Stream.of(type.stringValue());
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new AssertionError("a type " + type);
    };
  }

  private static boolean contains(JsonNode choices, JsonNode value) {
    for (JsonNode choice : choices) if (choice.equals(value)) return true;
    return false;
  }
}
