package dev.countersign.user;

import dev.countersign.base.Json;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A change of profile as a client sends it: an absent member keeps its value, `null` clears it.
/// Members that are no profile field, and the e-mail address (it must be proven), are left out.
public record ProfileChange(ObjectNode members) {

  /// The names of the fields that it changes.
  public List<String> fields() {
    return Arrays.stream(ProfileField.values())
        .map(ProfileField::name)
        .filter(members::has)
        .toList();
  }

  /// Refuses a bad value before anything is done.
  public void check() {
    for (ProfileField field : ProfileField.values()) field.check(members.get(field.name()));
  }

  /// All or nothing.
  Profile applyTo(Profile profile) {
    ObjectNode changed = (ObjectNode) Json.tree(profile);
    for (ProfileField field : ProfileField.values()) {
      if (!members.has(field.name())) continue;
      field.check(members.get(field.name()));
      changed.set(field.name(), members.get(field.name()));
    }
    if (changed.get("metadata").isNull()) changed.set("metadata", Json.object());
    return Json.read(changed, Profile.class);
  }
}
