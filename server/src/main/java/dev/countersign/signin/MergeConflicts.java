package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.user.Profile;
import dev.countersign.user.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Two profiles that are to become one: where they differ the person has to choose.
final class MergeConflicts {
  private static final String METADATA = "metadata";

  private final User from;
  private final User current;
  private final ObjectNode theirs;
  private final ObjectNode ours;
  private final List<Field> differing = new ArrayList<>();

  /// `type` is that of the wire: a standard field, or a custom one, which is a member of `metadata`.
  private record Field(String key, String type) {}

  MergeConflicts(User from, User current) {
    this.from = from;
    this.current = current;
    this.theirs = (ObjectNode) Json.tree(from.profile());
    this.ours = (ObjectNode) Json.tree(current.profile());
    find("standard", theirs, ours);
    find("custom", member(theirs), member(ours));
  }

  boolean none() {
    return differing.isEmpty();
  }

  /// As the clients show them, each with the words of the environment's own form.
  List<ObjectNode> documents(Environment environment) {
    return differing.stream().map(field -> document(environment, field)).toList();
  }

  /// The chosen user for each field. Refuses a choice that is missing, foreign, double or unasked.
  Map<String, UUID> choices(List<Input> resolutions) {
    var choices = new HashMap<String, UUID>();
    var open = new HashSet<>(differing);
    for (Input resolution : resolutions) {
      var field = new Field(resolution.text("fieldKey"), resolution.text("type"));
      UUID chosen = resolution.uuid("userId");
      boolean one = chosen.equals(from.id()) || chosen.equals(current.id());
      if (!one || !open.remove(field)) throw invalid("no such choice: " + field.key());
      choices.put(id(field), chosen);
    }
    if (!open.isEmpty()) throw invalid("choices are missing");
    return choices;
  }

  /// What either has told; where both did, what was chosen.
  Profile merged(Map<String, UUID> choices) {
    ObjectNode merged = ours.deepCopy();
    take("standard", theirs, merged, choices);
    take("custom", member(theirs), member(merged), choices);
    return Json.read(merged, Profile.class);
  }

  private void find(String type, ObjectNode their, ObjectNode our) {
    for (String key : their.propertyNames()) {
      if (key.equals(METADATA) && type.equals("standard")) continue;
      JsonNode one = their.path(key);
      JsonNode other = our.path(key);
      if (told(one) && told(other) && !one.equals(other)) differing.add(new Field(key, type));
    }
  }

  private void take(String type, ObjectNode their, ObjectNode merged, Map<String, UUID> choices) {
    for (String key : their.propertyNames()) {
      if (key.equals(METADATA) && type.equals("standard")) continue;
      boolean chosen = from.id().equals(choices.get(id(new Field(key, type))));
      if (told(their.path(key)) && (chosen || !told(merged.path(key)))) {
        merged.set(key, their.path(key));
      }
    }
  }

  private ObjectNode document(Environment environment, Field field) {
    boolean custom = field.type().equals("custom");
    ObjectNode document = Json.object();
    ObjectNode shown = document.putObject("field");
    shown.put("name", field.key());
    shown.put("type", field.type());
    var known =
        environment.settings().kyc().stream()
            .filter(kyc -> !custom && kyc.name().equals(field.key()))
            .findFirst();
    known.flatMap(kyc -> kyc.label()).ifPresent(label -> shown.put("label", label));
    shown.put("enabled", known.map(kyc -> kyc.enabled()).orElse(custom));
    shown.put("required", known.map(kyc -> kyc.required()).orElse(false));
    shown.put("unique", known.map(kyc -> kyc.unique()).orElse(false));
    shown.put("verify", known.map(kyc -> kyc.verify()).orElse(false));
    document.set("fromUser", side(from, custom ? member(theirs) : theirs, field));
    document.set("currentUser", side(current, custom ? member(ours) : ours, field));
    return document;
  }

  private static ObjectNode side(User user, ObjectNode profile, Field field) {
    JsonNode value = profile.path(field.key());
    ObjectNode side = Json.object();
    side.put("userId", user.id().toString());
    side.put("value", value.isString() ? value.stringValue() : value.toString());
    return side;
  }

  private static ObjectNode member(ObjectNode profile) {
    return (ObjectNode) profile.path(METADATA);
  }

  private static boolean told(JsonNode value) {
    return !value.isMissingNode() && !value.isNull();
  }

  private static String id(Field field) {
    return field.type() + "/" + field.key();
  }

  private static Refusal invalid(String what) {
    return new Refusal(Problem.MERGE_ACCOUNTS_INVALID, what);
  }
}
