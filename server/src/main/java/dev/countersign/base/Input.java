package dev.countersign.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON object that a stranger sent. Every reading checks the type; a wrong one is a bad request
/// that names the member.
public final class Input {
  private static final Input EMPTY = new Input(Json.object());

  private final ObjectNode members;

  private Input(ObjectNode members) {
    this.members = members;
  }

  /// An absent body is an empty object: clients send `Content-Type: application/json` with none.
  public static Input of(byte[] body) {
    if (body.length == 0) return EMPTY;
    // PostgreSQL keeps no NUL in a text, and nobody types one.
    if (new String(body, UTF_8).contains("\\u0000")) {
      throw new Refusal(Problem.BAD_REQUEST, "a text holds NUL");
    }
    if (Json.parse(body) instanceof ObjectNode members) return new Input(members);
    throw new Refusal(Problem.BAD_REQUEST, "the body is not an object");
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  /// Empty when absent or `null`.
  public Optional<String> optionalText(String name) {
    return member(name)
        .map(
            node -> {
              if (!node.isString()) throw wrong(name, "is not a text");
              return node.stringValue();
            });
  }

  public UUID uuid(String name) {
    return uuid(name, text(name));
  }

  public Optional<Boolean> optionalFlag(String name) {
    return member(name)
        .map(
            node -> {
              if (!node.isBoolean()) throw wrong(name, "is not a boolean");
              return node.booleanValue();
            });
  }

  public Optional<ObjectNode> optionalObject(String name) {
    return member(name)
        .map(
            node -> {
              if (node instanceof ObjectNode object) return object;
              throw wrong(name, "is not an object");
            });
  }

  /// True also for an explicit `null`, which clears a field where an absent one keeps it.
  public boolean has(String name) {
    return members.has(name);
  }

  public Iterator<String> names() {
    return members.propertyNames().iterator();
  }

  public ObjectNode members() {
    return members;
  }

  /// A UUID in its one canonical spelling: lower case, 36 characters.
  public static UUID uuid(String name, String value) {
    try {
      UUID id = UUID.fromString(value);
      if (id.toString().equals(value.toLowerCase(Locale.ROOT))) return id;
    } catch (IllegalArgumentException _) {
      // Told below, with the member's name.
    }
    throw wrong(name, "is not a UUID");
  }

  private Optional<JsonNode> member(String name) {
    return Optional.ofNullable(members.get(name)).filter(node -> !node.isNull());
  }

  private static Refusal wrong(String name, String what) {
    return new Refusal(Problem.BAD_REQUEST, name + " " + what);
  }
}
