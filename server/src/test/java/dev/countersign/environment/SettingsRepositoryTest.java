package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.everySetting;
import static dev.countersign.environment.SettingsFixture.everythingSet;
import static dev.countersign.environment.SettingsFixture.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Secrets;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.db.Database;
import dev.countersign.environment.SettingsDocument.Change;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.support.Stores;
import dev.countersign.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Stores.class)
class SettingsRepositoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String SECRET = "security.captcha.secretKey";

  @AutoClose private final Database database;
  private final SettingsRepository repository;
  private final UUID mine;
  private final UUID other;

  SettingsRepositoryTest(Stores store, @TempDir Path folder) {
    database = store.fresh();
    repository = new SettingsRepository(Vault.open(database, folder.resolve("key"), new Secrets()));
    mine = EnvironmentRows.insert(database);
    other = EnvironmentRows.insert(database);
  }

  @Test
  void startsAnEnvironmentWithTheInitialSettings() {
    assertThat(load(mine)).isEqualTo(SettingsDocument.initial());
  }

  @Test
  void readsBackEverythingThatWasSavedAndNothingElsewhere() {
    save(mine, SettingsDocument.initial().merge(everySetting(), Urls.HTTPS_ONLY), NOW);

    assertThat(load(mine)).isEqualTo(everythingSet());
    assertThat(load(other)).isEqualTo(SettingsDocument.initial());
    assertThat(secret(mine)).contains("turnstile-secret");
    assertThat(secret(other)).isEmpty();
  }

  @Test
  void keepsSecretsSealedAndBoundToTheirEnvironment() {
    save(mine, SettingsDocument.initial().merge(everySetting(), Urls.HTTPS_ONLY), NOW);
    String copy =
        "INSERT INTO environment_secret SELECT ?, name, sealed, updated_at FROM environment_secret"
            + " WHERE environment_id = ?";

    List<byte[]> stored =
        database.read(
            tx -> tx.list("SELECT sealed FROM environment_secret", row -> row.bytes("sealed")));
    database.inTransaction(tx -> tx.update(copy, other, mine));

    assertThat(stored)
        .hasSize(3)
        .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains("secret"));
    assertThatThrownBy(() -> secret(other)).isInstanceOf(MalformedInput.class);
    assertThat(secret(mine)).contains("turnstile-secret");
  }

  @Test
  void keepsReplacesAndRemovesASecret() {
    save(mine, SettingsDocument.initial().merge(everySetting(), Urls.HTTPS_ONLY), NOW);

    save(mine, merge(load(mine), captcha("\"siteKey\":\"other\"")), NOW);
    assertThat(secret(mine)).contains("turnstile-secret");

    save(mine, merge(load(mine), captcha("\"secretKey\":\"newer\"")), NOW);
    assertThat(secret(mine)).contains("newer");

    save(mine, merge(load(mine), captcha("\"enabled\":false,\"secretKey\":null")), NOW);
    assertThat(secret(mine)).isEmpty();
    assertThat(load(mine).secrets()).hasSize(2).doesNotContain(SECRET);
  }

  @Test
  void touchesOnlyTheSectionsThatChange() {
    save(mine, merge(load(mine), "{}"), NOW);

    Instant later = NOW.plusSeconds(60);
    save(mine, merge(load(mine), "{\"general\":{\"displayName\":\"T\"}}"), later);

    String sections =
        "SELECT section FROM environment_setting WHERE environment_id = ? AND updated_at = ?";
    List<String> changed =
        database.read(tx -> tx.list(sections, row -> row.text("section"), mine, later));
    assertThat(changed).containsExactly("general");
    assertThat(load(mine).settings().general().displayName()).contains("T");
  }

  private SettingsDocument load(UUID environmentId) {
    return database.read(tx -> repository.load(tx, environmentId));
  }

  private Optional<String> secret(UUID environmentId) {
    return database.read(tx -> repository.secret(tx, environmentId, SECRET));
  }

  private void save(UUID environmentId, Change change, Instant now) {
    database.inTransaction(
        tx -> {
          repository.save(tx, environmentId, change, now);
          return environmentId;
        });
  }

  private static String captcha(String members) {
    return "{\"security\":{\"captcha\":{" + members + "}}}";
  }
}
