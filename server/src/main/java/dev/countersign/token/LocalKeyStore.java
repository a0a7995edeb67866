package dev.countersign.token;

import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Rs256;
import dev.countersign.crypto.RsaKeys;
import dev.countersign.crypto.RsaPublicJwk;
import dev.countersign.crypto.Signer;
import dev.countersign.vault.Vault;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.UUID;

/// Private keys in the database, each sealed under the master key and bound to its environment and
/// `kid`.
public final class LocalKeyStore implements SigningKeyStore {
  static final String NAME = "local";

  private final Vault vault;
  private final KeyStock stock;
  private final CryptoProvider provider;
  private final Rs256 rs256;

  public LocalKeyStore(Vault vault, KeyStock stock, CryptoProvider provider, Rs256 rs256) {
    this.vault = vault;
    this.stock = stock;
    this.provider = provider;
    this.rs256 = rs256;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Made make(UUID environmentId) {
    KeyPair pair = stock.take();
    var publicKey = (RSAPublicKey) pair.getPublic();
    String kid = RsaPublicJwk.thumbprint(publicKey);
    byte[] sealed = vault.seal(purpose(environmentId, kid), pair.getPrivate().getEncoded());
    return new Made(kid, publicKey, sealed);
  }

  @Override
  public Signer open(UUID environmentId, String kid, byte[] reference) {
    byte[] encoded = vault.open(purpose(environmentId, kid), reference);
    return rs256.signer(RsaKeys.privateKey(provider, encoded));
  }

  /// The sealed key is all there is, and goes with its row.
  @Override
  public void destroy(UUID environmentId, String kid, byte[] reference) {}

  private static String purpose(UUID environmentId, String kid) {
    return "signing-key/" + environmentId + "/" + kid;
  }
}
