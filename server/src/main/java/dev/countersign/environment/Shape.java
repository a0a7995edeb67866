package dev.countersign.environment;

import dev.countersign.base.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a value of the settings may be. `SettingsMerge` says how a change to it is merged.
sealed interface Shape
    permits Scalar,
        Shape.Texts,
        Shape.Sequence,
        Shape.Keyed,
        Shape.Group,
        Shape.Secret,
        Shape.Derived {

  /// Who looks at the settings: any browser, or the environment's operator.
  enum Audience {
    CLIENT,
    OPERATOR
  }

  /// Whether a change may bring items of a new key.
  enum Growth {
    OPEN,
    /// They are created elsewhere; here they are ignored.
    CLOSED
  }

  /// A rule over several members, held against the merged object.
  @FunctionalInterface
  interface Check {
    void verify(SettingPath path, ObjectNode merged, SettingsMerge merge);
  }

  /// Free names, each with a text; a change replaces them all.
  record Texts(TextRule rule, int most) implements Shape {}

  /// An array that a change replaces as a whole.
  record Sequence(Shape item, int least, int most) implements Shape {
    @Override
    public JsonNode shownTo(Audience audience, JsonNode value) {
      ArrayNode shown = Json.object().arrayNode();
      for (JsonNode element : value) shown.add(item.shownTo(audience, element));
      return shown;
    }
  }

  /// An array of objects told apart by the member `key`: a change adds or changes the items it
  /// lists, the others stay.
  record Keyed(String key, Group item, int most, Growth growth) implements Shape {
    @Override
    public JsonNode shownTo(Audience audience, JsonNode value) {
      return new Sequence(item, 0, most).shownTo(audience, value);
    }

    /// The items that were there from the start, as stored, then all others.
    ArrayNode complete(JsonNode start, JsonNode stored) {
      Map<JsonNode, JsonNode> byKey = new HashMap<>();
      for (JsonNode element : stored) byKey.put(element.path(key), element);
      ArrayNode whole = Json.object().arrayNode();
      for (JsonNode element : start) {
        JsonNode kept = byKey.remove(element.path(key));
        whole.add(item.complete(kept == null ? element.deepCopy() : kept));
      }
      for (JsonNode element : stored)
        if (byKey.containsKey(element.path(key))) whole.add(item.complete(element));
      return whole;
    }
  }

  /// An object; a change is merged member by member.
  record Group(List<Field> fields, Check check) implements Shape {
    @Override
    public ObjectNode shownTo(Audience audience, JsonNode value) {
      ObjectNode shown = Json.object();
      for (Field field : fields) {
        JsonNode member = value.path(field.name());
        if (field.visibleTo(audience) && !member.isMissingNode())
          shown.set(field.name(), field.shape().shownTo(audience, member));
      }
      return shown;
    }

    /// Fills in what is absent, and drops what this release does not know.
    ObjectNode complete(JsonNode stored) {
      ObjectNode whole = Json.object();
      for (Field field : fields)
        field
            .complete(stored.path(field.name()))
            .ifPresent(member -> whole.set(field.name(), member));
      return whole;
    }
  }

  /// Write-only: kept apart from the document, sealed.
  record Secret() implements Shape {}

  /// Answered by the server from elsewhere; in a change it is accepted and ignored.
  record Derived() implements Shape {}

  /// The part of a stored value that the audience may see: an allow-list, member by member.
  default JsonNode shownTo(Audience audience, JsonNode value) {
    return value.deepCopy();
  }
}
