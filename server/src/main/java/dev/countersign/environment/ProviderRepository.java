package dev.countersign.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import dev.countersign.vault.Vault;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `provider` table.
final class ProviderRepository {
  private static final String COLUMNS =
      "id, environment_id, name, document, enabled_at, created_at";

  private static final String LIST =
      "SELECT " + COLUMNS + " FROM provider WHERE environment_id = ? ORDER BY created_at, id";

  private static final String FIND = "SELECT " + COLUMNS + " FROM provider WHERE id = ?";

  private static final String SECRET =
      "SELECT sealed_secret FROM provider WHERE environment_id = ? AND id = ?";

  private static final String INSERT =
      """
      INSERT INTO provider (id, environment_id, name, document, enabled_at, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, name) DO NOTHING
      """;

  /// Of two changes at once the second sees what the first has made.
  private static final String LOCK = "UPDATE provider SET name = name WHERE id = ?";

  private static final String UPDATE =
      "UPDATE provider SET document = ?, enabled_at = ? WHERE environment_id = ? AND id = ?";

  private static final String SET_SECRET =
      "UPDATE provider SET sealed_secret = ? WHERE environment_id = ? AND id = ?";

  private static final String DELETE = "DELETE FROM provider WHERE environment_id = ? AND id = ?";

  private final Vault vault;

  ProviderRepository(Vault vault) {
    this.vault = vault;
  }

  List<Provider> list(Tx tx, UUID environmentId) {
    return tx.list(LIST, ProviderRepository::provider, environmentId);
  }

  /// Of any environment: an admin route knows the id alone.
  Optional<Provider> find(Tx tx, UUID id) {
    return tx.one(FIND, ProviderRepository::provider, id);
  }

  /// The secret in the clear, for the call that it is meant for.
  Optional<String> secret(Tx tx, Provider provider) {
    return tx
        .list(
            SECRET,
            row -> Optional.ofNullable(row.bytesOrNull("sealed_secret")),
            provider.environmentId(),
            provider.id())
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .map(box -> new String(vault.open(purpose(provider), box), UTF_8));
  }

  /// False when the environment has one of that name.
  boolean insert(Tx tx, Provider provider) {
    return tx.update(
            INSERT,
            provider.id(),
            provider.environmentId(),
            provider.name(),
            Json.text(provider.members()),
            provider.enabledAt(),
            provider.createdAt())
        == 1;
  }

  void lock(Tx tx, UUID id) {
    tx.update(LOCK, id);
  }

  boolean update(Tx tx, Provider provider) {
    return tx.update(
            UPDATE,
            Json.text(provider.members()),
            provider.enabledAt(),
            provider.environmentId(),
            provider.id())
        == 1;
  }

  void setSecret(Tx tx, Provider provider, String secret) {
    byte[] box = vault.seal(purpose(provider), secret.getBytes(UTF_8));
    tx.update(SET_SECRET, box, provider.environmentId(), provider.id());
  }

  boolean delete(Tx tx, Provider provider) {
    return tx.update(DELETE, provider.environmentId(), provider.id()) == 1;
  }

  private static String purpose(Provider provider) {
    return "provider/" + provider.environmentId() + "/" + provider.id();
  }

  private static Provider provider(Row row) throws SQLException {
    return new Provider(
        row.uuid("id"),
        row.uuid("environment_id"),
        row.text("name"),
        Json.object(row.text("document")),
        row.instantOrNull("enabled_at"),
        row.instant("created_at"));
  }
}
