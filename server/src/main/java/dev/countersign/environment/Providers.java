package dev.countersign.environment;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.vault.Vault;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Changes the providers of environments. Each is there once, and off until it is switched on.
public final class Providers {
  private final ProviderRepository repository;
  private final Database database;
  private final Environments environments;
  private final Secrets secrets;
  private final Urls urls;
  private final Clock clock;

  public Providers(
      Database database,
      Environments environments,
      Vault vault,
      Secrets secrets,
      Urls urls,
      Clock clock) {
    this.repository = new ProviderRepository(vault);
    this.database = database;
    this.environments = environments;
    this.secrets = secrets;
    this.urls = urls;
    this.clock = clock;
  }

  /// Oldest first.
  public List<Provider> list(Environment environment) {
    return database.read(tx -> repository.list(tx, environment.id()));
  }

  /// Of any environment: an admin route knows the id alone.
  public Provider get(UUID id) {
    return database.read(tx -> repository.find(tx, id)).orElseThrow(Providers::unknown);
  }

  /// The secret in the clear, for the call that it is meant for.
  public Optional<String> secret(Provider provider) {
    return database.read(tx -> repository.secret(tx, provider));
  }

  public Provider create(UUID environmentId, String name, Input posted) {
    Instant now = clock.instant();
    var created =
        new Provider(
            secrets.id(now),
            environmentId,
            name,
            ProviderMembers.merged(Json.object(), posted, urls),
            posted.optionalText("enabledAt").isPresent() ? now : null,
            now);
    Optional<String> secret = ProviderMembers.secret(posted);
    return environments.changed(
        environmentId,
        tx -> {
          if (!repository.insert(tx, created)) {
            throw new Refusal(Problem.DUPLICATE_EXISTS, "there is a provider " + name);
          }
          secret.ifPresent(given -> repository.setSecret(tx, created, given));
          return created;
        });
  }

  /// What is not posted stays, the secret too.
  public Provider update(UUID id, Input posted) {
    Optional<String> secret = ProviderMembers.secret(posted);
    return changed(
        id,
        provider ->
            with(
                provider,
                ProviderMembers.merged(provider.members(), posted, urls),
                provider.enabledAt()),
        secret);
  }

  public Provider enable(UUID id) {
    Instant now = clock.instant();
    return changed(
        id,
        provider -> provider.enabled() ? provider : with(provider, provider.members(), now),
        Optional.empty());
  }

  public Provider disable(UUID id) {
    return changed(id, provider -> with(provider, provider.members(), null), Optional.empty());
  }

  public void delete(UUID id) {
    Provider provider = get(id);
    environments.changed(
        provider.environmentId(),
        tx -> {
          if (!repository.delete(tx, provider)) throw unknown();
          return provider;
        });
  }

  @FunctionalInterface
  private interface Change {
    Provider to(Provider provider);
  }

  private Provider changed(UUID id, Change change, Optional<String> secret) {
    return environments.changed(
        get(id).environmentId(),
        tx -> {
          repository.lock(tx, id);
          Provider changed = change.to(repository.find(tx, id).orElseThrow(Providers::unknown));
          if (!repository.update(tx, changed)) throw unknown();
          secret.ifPresent(given -> repository.setSecret(tx, changed, given));
          return changed;
        });
  }

  private static Provider with(Provider provider, ObjectNode members, @Nullable Instant enabledAt) {
    return new Provider(
        provider.id(),
        provider.environmentId(),
        provider.name(),
        members,
        enabledAt,
        provider.createdAt());
  }

  private static Refusal unknown() {
    return new Refusal(Problem.NOT_FOUND, "no such provider");
  }
}
