package dev.countersign.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Secrets;
import dev.countersign.base.StartRefused;
import dev.countersign.crypto.AesGcmBox;
import dev.countersign.crypto.DerivedKeys;
import dev.countersign.crypto.Hmac;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.db.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;

/// What is kept under the master key: sealed values (AES-256-GCM) and keyed digests (HMAC-SHA256).
/// Each purpose has a key of its own (HKDF, RFC 5869), so that nothing sealed for one opens as
/// another.
public final class Vault {
  private static final String CHECK = "master-key-check";

  private final AesGcmBox box = new AesGcmBox();
  private final byte[] master;
  private final Secrets secrets;
  private final Map<String, SecretKey> sealing = new ConcurrentHashMap<>();
  private final Map<String, SecretKey> digesting = new ConcurrentHashMap<>();

  private Vault(byte[] master, Secrets secrets) {
    this.master = master;
    this.secrets = secrets;
  }

  /// Opens the vault of this database. The key file is made only for a database that has no key
  /// yet; a missing or wrong one refuses the start and leaves nothing behind.
  public static Vault open(Database database, Path keyFile, Secrets secrets) {
    var repository = new VaultRepository();
    var check = database.read(tx -> repository.find(tx, CHECK));
    if (check.isPresent() && !Files.exists(keyFile)) {
      throw new StartRefused(
          "The master key file " + keyFile + " is missing; this database was made with one.");
    }
    byte[] key = Files.exists(keyFile) ? MasterKey.read(keyFile) : MasterKey.make(keyFile, secrets);
    var vault = new Vault(key, secrets);
    // Two nodes may start at once on an empty database: the first check stands, the other must fit.
    byte[] stored =
        check.orElseGet(
            () ->
                database.inTransaction(
                    tx ->
                        repository.insertOnce(
                            tx, CHECK, vault.seal(CHECK, CHECK.getBytes(UTF_8)))));
    try {
      vault.open(CHECK, stored);
    } catch (MalformedInput e) {
      throw new StartRefused(
          "The master key in " + keyFile + " is not the one this database was made with.");
    }
    return vault;
  }

  /// The same `purpose` opens it again; use a purpose that names the row where rows must not swap.
  public byte[] seal(String purpose, byte[] plain) {
    return box.seal(sealingKey(purpose), plain, purpose.getBytes(UTF_8), secrets.bytes(12));
  }

  /// Throws [MalformedInput] when it was changed, or sealed for another purpose.
  public byte[] open(String purpose, byte[] sealed) {
    return box.open(sealingKey(purpose), sealed, purpose.getBytes(UTF_8));
  }

  /// A digest that only this deployment can make: for short secrets, which a plain hash would not
  /// protect.
  public byte[] fingerprint(String purpose, byte[]... parts) {
    return Hmac.sha256(digestKey(purpose), parts);
  }

  /// In constant time.
  public boolean matches(byte[] one, byte[] other) {
    return Hmac.same(one, other);
  }

  @Override
  public String toString() {
    return "Vault";
  }

  /// Only the part before the first `/` has a key of its own; the rest is bound as associated data.
  private SecretKey sealingKey(String purpose) {
    return sealing.computeIfAbsent(
        family(purpose), name -> DerivedKeys.derive(master, "seal " + name, "AES"));
  }

  private SecretKey digestKey(String purpose) {
    return digesting.computeIfAbsent(
        family(purpose), name -> DerivedKeys.derive(master, "digest " + name, "HmacSHA256"));
  }

  private static String family(String purpose) {
    int slash = purpose.indexOf('/');
    return slash < 0 ? purpose : purpose.substring(0, slash);
  }
}
