package dev.countersign.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.base.StartRefused;
import dev.countersign.crypto.Pem;
import dev.countersign.crypto.RsaPublicJwk;
import dev.countersign.db.Database;
import dev.countersign.db.News.Topic;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The signing keys of every environment: one signs, and those that are published verify.
public final class SigningKeys {
  /// How long this node may still use what was changed on another, should it not hear of it.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final Duration UNUSED = Duration.ofMinutes(10);

  private final SigningKeyRepository repository = new SigningKeyRepository();
  private final Database database;
  private final SigningKeyStore making;
  private final Map<String, SigningKeyStore> stores;
  private final Clock clock;
  private final LoadingCache<UUID, List<StoredKey>> keys;

  /// Opening a private key takes longer than looking whether it is still the one.
  private final Cache<Opened, SigningKey> opened =
      Caffeine.newBuilder().expireAfterAccess(UNUSED).maximumSize(1000).build();

  private record Opened(UUID environmentId, String kid) {}

  /// New keys are made in the first store; keys of the others are still good.
  public SigningKeys(Database database, List<SigningKeyStore> stores, Clock clock) {
    this.database = database;
    this.making = stores.getFirst();
    this.stores =
        stores.stream().collect(Collectors.toMap(SigningKeyStore::name, Function.identity()));
    this.clock = clock;
    this.keys = Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(10_000).build(this::load);
    database.onNews(
        news -> {
          if (news.topic() == Topic.KEYS) keys.invalidate(news.environmentId());
        });
  }

  /// Refuses the start where keys are in a store that is not there: they could not sign.
  public void requireStores() {
    for (String store : database.read(repository::stores)) {
      if (stores.containsKey(store)) continue;
      throw new StartRefused(
          "Signing keys of this database are in the key store \""
              + store
              + "\", which is not there: for pkcs11 set COUNTERSIGN_PKCS11_CONFIG.");
    }
  }

  /// Before a transaction that makes so many keys.
  public void prepare(int keys) {
    making.prepare(keys);
  }

  /// Gives a new environment its key.
  public void create(Tx tx, UUID environmentId, Instant now) {
    add(tx, environmentId, now, now);
  }

  void add(Tx tx, UUID environmentId, Instant now, Instant signsFrom) {
    repository.insert(tx, environmentId, making.name(), making.make(environmentId), now, signsFrom);
  }

  SigningKey current(Environment environment) {
    UUID id = environment.id();
    StoredKey key = StoredKey.signing(keys.get(id), clock.instant());
    return opened.get(new Opened(id, key.kid()), _ -> open(id, key));
  }

  Optional<RSAPublicKey> publicKey(Environment environment, String kid) {
    return published(environment)
        .filter(key -> key.kid().equals(kid))
        .map(StoredKey::publicKey)
        .findFirst();
  }

  public Jwks jwks(Environment environment) {
    return Jwks.of(
        published(environment).map(key -> RsaPublicJwk.of(key.kid(), key.publicKey())).toList());
  }

  /// Every key there is, the latest to sign first.
  public List<Listed> list(Environment environment) {
    Instant now = clock.instant();
    List<StoredKey> all = database.read(tx -> repository.ofEnvironment(tx, environment.id()));
    return all.stream().map(key -> Listed.of(key, key.state(all, now))).toList();
  }

  /// What an operator sees of a key; `pem` is its public half (SPKI, RFC 7468 §13).
  public record Listed(
      String kid,
      KeyState state,
      String pem,
      Instant createdAt,
      Instant signsFrom,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {
    private static Listed of(StoredKey key, KeyState state) {
      return new Listed(
          key.kid(),
          state,
          Pem.publicKey(key.publicKey()),
          key.createdAt(),
          key.signsFrom(),
          key.expiresAt(),
          key.revokedAt());
    }
  }

  /// The `kid`s of those that were revoked.
  List<String> revoked(Environment environment) {
    return keys.get(environment.id()).stream()
        .filter(key -> key.revokedAt() != null)
        .map(StoredKey::kid)
        .sorted()
        .toList();
  }

  SigningKeyStore storeOf(StoredKey key) {
    SigningKeyStore store = stores.get(key.store());
    if (store == null) throw new IllegalStateException("no key store: " + key.store());
    return store;
  }

  private Stream<StoredKey> published(Environment environment) {
    Instant now = clock.instant();
    return keys.get(environment.id()).stream().filter(key -> key.published(now));
  }

  private List<StoredKey> load(UUID environmentId) {
    return database.read(tx -> repository.ofEnvironment(tx, environmentId));
  }

  private SigningKey open(UUID environmentId, StoredKey key) {
    return SigningKey.of(key.kid(), storeOf(key).open(environmentId, key.kid(), key.reference()));
  }
}
