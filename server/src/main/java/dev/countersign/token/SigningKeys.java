package dev.countersign.token;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Pem;
import dev.countersign.crypto.RsaKeys;
import dev.countersign.crypto.RsaPublicJwk;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.vault.Vault;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The signing keys of every environment: the newest signs, all of them verify. Private halves are
/// sealed at rest, each bound to its environment and `kid`.
public final class SigningKeys {
  /// How long another node may still use what was changed here.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final SigningKeyRepository repository = new SigningKeyRepository();
  private final Database database;
  private final Vault vault;
  private final KeyStock stock;
  private final CryptoProvider provider;
  private final LoadingCache<UUID, List<SigningKey>> keys;

  public SigningKeys(Database database, Vault vault, KeyStock stock, CryptoProvider provider) {
    this.provider = provider;
    this.database = database;
    this.vault = vault;
    this.stock = stock;
    this.keys = Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(1000).build(this::load);
  }

  /// Gives a new environment its key.
  public void create(Tx tx, UUID environmentId, Instant now) {
    KeyPair pair = stock.take();
    var publicKey = (RSAPublicKey) pair.getPublic();
    String kid = RsaPublicJwk.thumbprint(publicKey);
    byte[] sealed = vault.seal(purpose(environmentId, kid), pair.getPrivate().getEncoded());
    repository.insert(
        tx,
        environmentId,
        new SigningKeyRepository.Stored(kid, publicKey.getEncoded(), sealed),
        now);
  }

  SigningKey current(Environment environment) {
    return of(environment).getFirst();
  }

  Optional<RSAPublicKey> publicKey(Environment environment, String kid) {
    return of(environment).stream()
        .filter(key -> key.kid().equals(kid))
        .map(SigningKey::publicKey)
        .findFirst();
  }

  public Jwks jwks(Environment environment) {
    return Jwks.of(of(environment).stream().map(SigningKey::jwk).toList());
  }

  /// The key that signs now: its `kid`, and its public half as PEM (SPKI, RFC 7468 §13).
  public PublicPem currentPem(Environment environment) {
    SigningKey key = current(environment);
    return new PublicPem(key.kid(), Pem.publicKey(key.publicKey()));
  }

  public record PublicPem(String kid, String pem) {}

  private List<SigningKey> of(Environment environment) {
    return keys.get(environment.id());
  }

  private List<SigningKey> load(UUID environmentId) {
    return database.read(tx -> repository.newestFirst(tx, environmentId)).stream()
        .map(stored -> open(environmentId, stored))
        .toList();
  }

  private SigningKey open(UUID environmentId, SigningKeyRepository.Stored stored) {
    byte[] encoded = vault.open(purpose(environmentId, stored.kid()), stored.sealedKey());
    return SigningKey.of(
        stored.kid(), RsaKeys.publicKey(stored.publicKey()), RsaKeys.privateKey(provider, encoded));
  }

  private static String purpose(UUID environmentId, String kid) {
    return "signing-key/" + environmentId + "/" + kid;
  }
}
