package dev.countersign.environment;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import dev.countersign.environment.SettingsDocument.Change;
import dev.countersign.environment.SettingsDocument.Urls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Settings documents for tests, and the two things that can be done with a change.
final class SettingsFixture {
  private SettingsFixture() {}

  /// A ProjectSettings with every setting away from its start value.
  static ObjectNode everySetting() {
    return resource("every-setting.json");
  }

  /// What a new environment has, written out.
  static ObjectNode initialSettings() {
    return resource("initial-settings.json");
  }

  /// Values just inside and just outside of every bound.
  static Collection<JsonNode> bounds() {
    return resource("setting-bounds.json").path("bounds").values();
  }

  /// Settings in which everything is set, secrets included.
  static SettingsDocument everythingSet() {
    var initial = SettingsDocument.initial();
    return initial.after(initial.merge(everySetting(), Urls.HTTPS_ONLY));
  }

  static SettingsDocument changed(SettingsDocument settings, String change) {
    return settings.after(merge(settings, change));
  }

  static Change merge(SettingsDocument settings, String change) {
    return settings.merge(Json.object(change), Urls.HTTPS_ONLY);
  }

  static Refusal refusal(SettingsDocument settings, String change) {
    return catchThrowableOfType(Refusal.class, () -> merge(settings, change));
  }

  private static ObjectNode resource(String name) {
    try (InputStream file = SettingsFixture.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
      return Json.object(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
