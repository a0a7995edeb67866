package dev.countersign.environment;

import dev.countersign.base.Json;
import dev.countersign.db.Tx;
import dev.countersign.environment.SettingsDocument.Change;
import dev.countersign.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The tables `environment_setting` and `environment_secret`.
final class SettingsRepository {
  private static final String SECTIONS =
      "SELECT section, document FROM environment_setting WHERE environment_id = ?";

  private static final String SECRETS =
      "SELECT name FROM environment_secret WHERE environment_id = ?";

  private static final String SECRET =
      "SELECT sealed FROM environment_secret WHERE environment_id = ? AND name = ?";

  /// A section that stays the same keeps its time.
  private static final String SAVE_SECTION =
      """
      INSERT INTO environment_setting (environment_id, section, document, updated_at)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (environment_id, section) DO UPDATE
      SET document = excluded.document, updated_at = excluded.updated_at
      WHERE environment_setting.document <> excluded.document
      """;

  private static final String SAVE_SECRET =
      """
      INSERT INTO environment_secret (environment_id, name, sealed, updated_at)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (environment_id, name) DO UPDATE
      SET sealed = excluded.sealed, updated_at = excluded.updated_at
      """;

  private static final String DELETE_SECRET =
      "DELETE FROM environment_secret WHERE environment_id = ? AND name = ?";

  /// A section as it lies in its row.
  private record Section(String name, String document) {}

  private final Vault vault;

  SettingsRepository(Vault vault) {
    this.vault = vault;
  }

  SettingsDocument load(Tx tx, UUID environmentId) {
    ObjectNode document = Json.object();
    // Every row is an object or an array: wrapped, both read back the same way.
    tx.list(SECTIONS, row -> new Section(row.text("section"), row.text("document")), environmentId)
        .forEach(section -> document.setAll(Json.object(section.document())));
    var secrets = Set.copyOf(tx.list(SECRETS, row -> row.text("name"), environmentId));
    return new SettingsDocument(document, secrets);
  }

  void save(Tx tx, UUID environmentId, Change change, Instant now) {
    for (var section : change.document().properties())
      tx.update(
          SAVE_SECTION,
          environmentId,
          section.getKey(),
          Json.text(Map.of(section.getKey(), section.getValue())),
          now);
    change.secrets().forEach((name, secret) -> save(tx, environmentId, name, secret, now));
  }

  /// A secret in the clear, for the call that it is meant for.
  Optional<String> secret(Tx tx, UUID environmentId, String name) {
    return tx.one(SECRET, row -> row.bytes("sealed"), environmentId, name)
        .map(bytes -> vault.open(purpose(environmentId, name), bytes))
        .map(plain -> new String(plain, StandardCharsets.UTF_8));
  }

  private void save(Tx tx, UUID environmentId, String name, Optional<String> secret, Instant now) {
    if (secret.isEmpty()) {
      tx.update(DELETE_SECRET, environmentId, name);
      return;
    }
    byte[] plain = secret.get().getBytes(StandardCharsets.UTF_8);
    byte[] sealed = vault.seal(purpose(environmentId, name), plain);
    tx.update(SAVE_SECRET, environmentId, name, sealed, now);
  }

  /// Bound to its place: a row copied to another environment or name does not open.
  private static String purpose(UUID environmentId, String name) {
    return "environment_secret/" + environmentId + "/" + name;
  }
}
