package dev.countersign.access;

import dev.countersign.base.Json;
import dev.countersign.environment.Environment;
import dev.countersign.environment.EnvironmentSettings.ProfileField;
import dev.countersign.user.User;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The profile fields that an environment requires and a user has not filled.
final class RequiredFields {
  private RequiredFields() {}

  static List<JsonNode> missing(Environment environment, User user) {
    List<ProfileField> required =
        environment.settings().kyc().stream()
            .filter(field -> field.enabled() && field.required())
            .toList();
    if (required.isEmpty()) return List.of();
    JsonNode profile = Json.tree(user.profile());
    return required.stream()
        .filter(field -> empty(profile.path(field.name())))
        .map(RequiredFields::document)
        .toList();
  }

  private static boolean empty(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isString() && value.stringValue().isBlank())
        || (value.isBoolean() && !value.booleanValue());
  }

  private static JsonNode document(ProfileField field) {
    ObjectNode document = Json.object();
    document.put("name", field.name());
    document.put("type", "standard");
    field.label().ifPresent(label -> document.put("label", label));
    document.put("enabled", field.enabled());
    document.put("required", field.required());
    document.put("unique", field.unique());
    document.put("verify", field.verify());
    return document;
  }
}
