package dev.countersign.environment;

import dev.countersign.base.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// The settings of one environment: the document, always whole, and the names of the secrets that
/// are kept apart from it.
public record SettingsDocument(ObjectNode document, Set<String> secrets) {

  /// Whether a URL to fetch from may be plain HTTP on the developer's own machine.
  public enum Urls {
    HTTPS_ONLY,
    LOOPBACK_TOO
  }

  /// The settings as they will be, and the secrets that come (or, if empty, go) with them.
  public record Change(ObjectNode document, Map<String, Optional<String>> secrets) {
    public Change {
      secrets = Map.copyOf(secrets);
    }

    /// Names the secrets, never shows them.
    @Override
    public String toString() {
      return "Change[" + document + ", " + new TreeSet<>(secrets.keySet()) + "]";
    }
  }

  public SettingsDocument {
    document = SettingsSchema.ROOT.complete(document);
    secrets = Set.copyOf(secrets);
  }

  /// What a new environment has.
  public static SettingsDocument initial() {
    return new SettingsDocument(Json.object(), Set.of());
  }

  /// Merges a whole or partial ProjectSettings; one bad value refuses all of it. Changes nothing
  /// here: the caller saves what is returned.
  public Change merge(ObjectNode change, Urls urls) {
    var merge = new SettingsMerge(urls, secrets);
    ObjectNode merged = merge.group(SettingsSchema.ROOT, SettingPath.ROOT, document, change);
    return new Change(merged, merge.secrets());
  }

  /// These settings once the change is made.
  public SettingsDocument after(Change change) {
    var held = new TreeSet<>(secrets);
    change
        .secrets()
        .forEach(
            (name, secret) -> {
              if (secret.isPresent()) held.add(name);
              else held.remove(name);
            });
    return new SettingsDocument(change.document(), held);
  }

  public EnvironmentSettings settings() {
    return EnvironmentSettings.of(document);
  }
}
