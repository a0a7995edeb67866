package dev.countersign.environment;

import dev.countersign.base.Json;
import dev.countersign.environment.Field.Trait;
import dev.countersign.environment.SettingsDocument.Urls;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One change on its way into the settings. The first bad value refuses the whole of it, by name.
final class SettingsMerge {
  private static final int LONGEST_SECRET = 1024;

  private final Urls urls;
  private final Set<String> held;
  private final Map<String, Optional<String>> secrets = new TreeMap<>();

  /// `held` names the secrets that are stored already.
  SettingsMerge(Urls urls, Set<String> held) {
    this.urls = urls;
    this.held = new HashSet<>(held);
  }

  /// The secrets that the change brings or, if empty, removes; by path.
  Map<String, Optional<String>> secrets() {
    return secrets;
  }

  /// Whether the secret will be there once the change is made.
  boolean holds(SettingPath secret) {
    return held.contains(secret.text());
  }

  /// Members that are not in the schema are left aside: a newer client may send them.
  ObjectNode group(Shape.Group group, SettingPath path, JsonNode current, JsonNode change) {
    requireObject(path, change);
    ObjectNode merged = group.complete(current);
    for (Field field : group.fields()) {
      JsonNode value = change.path(field.name());
      if (!value.isMissingNode() && !field.is(Trait.INTERNAL))
        member(field, path.member(field.name()), merged, value);
    }
    for (Field field : group.fields())
      if (field.is(Trait.REQUIRED) && !merged.has(field.name()))
        throw path.member(field.name()).malformed("is missing");
    group.check().verify(path, merged, this);
    return merged;
  }

  private void member(Field field, SettingPath path, ObjectNode merged, JsonNode change) {
    if (field.shape() instanceof Shape.Derived) return;
    if (field.shape() instanceof Shape.Secret) secret(path, change);
    else if (field.is(Trait.NULLABLE) && clears(change)) merged.remove(field.name());
    else merged.set(field.name(), value(field.shape(), path, merged.path(field.name()), change));
  }

  /// Forms send an emptied text where `null` is meant.
  private static boolean clears(JsonNode change) {
    return change.isNull() || (change.isString() && change.stringValue().isEmpty());
  }

  private JsonNode value(Shape shape, SettingPath path, JsonNode current, JsonNode change) {
    return switch (shape) {
      case Scalar scalar -> scalar.accept(path, change, urls);
      case Shape.Group group -> group(group, path, current, change);
      case Shape.Keyed keyed -> keyed(keyed, path, current, change);
      case Shape.Sequence sequence -> sequence(sequence, path, change);
      case Shape.Texts texts -> texts(texts, path, change);
      case Shape.Secret _, Shape.Derived _ -> throw new IllegalStateException(path.text());
    };
  }

  private ArrayNode keyed(Shape.Keyed keyed, SettingPath path, JsonNode current, JsonNode change) {
    requireArray(path, change);
    ArrayNode merged = Json.object().arrayNode();
    for (JsonNode item : current) merged.add(item);
    for (int i = 0; i < change.size(); i++) {
      JsonNode item = change.get(i);
      int at = indexOf(merged, keyed.key(), path.item(i), item);
      if (at >= 0) merged.set(at, group(keyed.item(), path.item(i), merged.get(at), item));
      else if (keyed.growth() == Shape.Growth.OPEN)
        merged.add(group(keyed.item(), path.item(i), Json.object(), item));
    }
    if (merged.size() > keyed.most()) throw path.refused("has too many items");
    return merged;
  }

  /// -1 where no item has the key that is sent.
  private static int indexOf(ArrayNode items, String key, SettingPath path, JsonNode change) {
    requireObject(path, change);
    JsonNode sent = Scalar.canonical(change.path(key));
    if (sent.isMissingNode()) throw path.member(key).malformed("is missing");
    for (int i = 0; i < items.size(); i++) if (items.get(i).path(key).equals(sent)) return i;
    return -1;
  }

  private ArrayNode sequence(Shape.Sequence sequence, SettingPath path, JsonNode change) {
    requireArray(path, change);
    if (change.size() < sequence.least()) throw path.refused("has too few items");
    if (change.size() > sequence.most()) throw path.refused("has too many items");
    ArrayNode items = Json.object().arrayNode();
    for (int i = 0; i < change.size(); i++)
      items.add(value(sequence.item(), path.item(i), Json.object(), change.get(i)));
    return items;
  }

  private JsonNode texts(Shape.Texts texts, SettingPath path, JsonNode change) {
    requireObject(path, change);
    if (change.size() > texts.most()) throw path.refused("has too many members");
    for (var member : change.properties()) {
      if (!TextRule.NAME.allows(member.getKey(), urls)) throw path.refused("has a bad name");
      new Scalar.Text(texts.rule()).accept(path.member(member.getKey()), member.getValue(), urls);
    }
    return change.deepCopy();
  }

  /// Absent or empty keeps the stored one, because no answer ever shows it; `null` removes it.
  private void secret(SettingPath path, JsonNode change) {
    if (change.isNull()) {
      secrets.put(path.text(), Optional.empty());
      held.remove(path.text());
      return;
    }
    String secret = Scalar.text(path, change);
    if (secret.length() > LONGEST_SECRET || !TextRule.printable(secret))
      throw path.refused("is too long, or not printable");
    if (secret.isEmpty()) return;
    secrets.put(path.text(), Optional.of(secret));
    held.add(path.text());
  }

  private static void requireObject(SettingPath path, JsonNode change) {
    if (!change.isObject()) throw path.malformed("is not an object");
  }

  private static void requireArray(SettingPath path, JsonNode change) {
    if (!change.isArray()) throw path.malformed("is not an array");
  }
}
