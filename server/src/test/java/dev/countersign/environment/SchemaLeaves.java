package dev.countersign.environment;

import dev.countersign.environment.Field.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The schema's members that are no objects, found through objects and arrays of objects.
final class SchemaLeaves {
  /// Of these there is only one value: a standard field is what it is.
  private static final Set<String> FIXED = Set.of("kyc[].name", "kyc[].type");

  /// A path as in `chains[].networks[].rpcUrl`.
  record Leaf(String path, Field field) {

    /// The value in a document; of an array, that of its first item.
    JsonNode in(JsonNode document) {
      JsonNode node = document;
      for (String name : names()) {
        node = node.path(name.replace("[]", ""));
        if (name.endsWith("[]")) node = node.isEmpty() ? MissingNode.getInstance() : node.get(0);
      }
      return node;
    }

    String changeTo(String value) {
      String json = value;
      for (String name : names().reversed()) json = "{\"" + name + "\":" + json + "}";
      return json;
    }

    private List<String> names() {
      return List.of(path.split("\\.", -1));
    }
  }

  private SchemaLeaves() {}

  static Stream<Leaf> all() {
    var found = new ArrayList<Leaf>();
    collect(SettingsSchema.ROOT, "", found);
    return found.stream()
        .filter(leaf -> !FIXED.contains(leaf.path()))
        // A change cannot create them.
        .filter(leaf -> !leaf.path().startsWith("customFields"));
  }

  static Stream<Leaf> membersOfObjects() {
    return all()
        .filter(leaf -> !leaf.path().contains("[]"))
        .filter(leaf -> !(leaf.field().shape() instanceof Shape.Secret));
  }

  private static void collect(Shape.Group group, String path, List<Leaf> found) {
    for (Field field : group.fields()) {
      if (field.is(Trait.INTERNAL) || field.shape() instanceof Shape.Derived) continue;
      String below = path.isEmpty() ? field.name() : path + "." + field.name();
      switch (field.shape()) {
        case Shape.Group inner -> collect(inner, below, found);
        case Shape.Keyed keyed -> collect(keyed.item(), below + "[]", found);
        case Shape.Sequence(Shape.Group item, _, _) -> collect(item, below + "[]", found);
        default -> found.add(new Leaf(below, field));
      }
    }
  }
}
