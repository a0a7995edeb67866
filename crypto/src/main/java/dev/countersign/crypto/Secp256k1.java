package dev.countersign.crypto;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The curve of Ethereum, Bitcoin and Cosmos (SEC 2 §2.4.1): by libsecp256k1 where its native
/// library loads, else by Bouncy Castle. Either way the same answers.
///
/// A hash is 32 bytes, an ECDSA signature r‖s of 64 bytes with s in the lower half (BIP-62 rule 5,
/// EIP-2): of the two that every signer could make, one is refused. Whatever does not verify is an
/// empty answer or `false`, never an exception.
public final class Secp256k1 {
  private static final Secp256k1 PURE = new Secp256k1(new SecpBouncyCastle(), null);
  private static final int SIGNATURE = 64;
  private static final int HASH = 32;
  private static final BigInteger HALF = SecpBouncyCastle.ORDER.shiftRight(1);

  private final SecpEngine engine;
  private final @Nullable String absence;

  private Secp256k1(SecpEngine engine, @Nullable String absence) {
    this.engine = engine;
    this.absence = absence;
  }

  /// Loads the fastest that works.
  public static Secp256k1 load() {
    // A lambda, not a method reference: the class may be missing and is linked inside the try.
    return checked(() -> new SecpNative());
  }

  static Secp256k1 checked(Supplier<SecpEngine> fastest) {
    try {
      Secp256k1 loaded = new Secp256k1(fastest.get(), null);
      SecpSelfCheck.require(loaded);
      return loaded;
    } catch (LinkageError | RuntimeException absent) {
      return new Secp256k1(PURE.engine, absent.toString());
    }
  }

  public static Secp256k1 pure() {
    return PURE;
  }

  /// Why `load` could not have the native library; empty where it has it or was not asked.
  public Optional<String> absence() {
    return Optional.ofNullable(absence);
  }

  @Override
  public String toString() {
    return engine.name();
  }

  /// The one key (65 bytes, uncompressed) whose signature this is; `recovery` is 0 to 3 (SEC 1
  /// §4.1.6).
  public Optional<byte[]> recover(byte[] hash, byte[] signature, int recovery) {
    if (recovery < 0 || recovery > 3 || !wellFormed(hash, signature)) return Optional.empty();
    return engine.recover(hash, signature, recovery);
  }

  /// `key` is 33 bytes (compressed) or 65.
  public boolean verify(byte[] key, byte[] hash, byte[] signature) {
    return wellFormed(hash, signature) && isPoint(key) && engine.verify(key, hash, signature);
  }

  /// BIP-340, with the 32 bytes of x as key.
  public boolean verifySchnorr(byte[] key, byte[] hash, byte[] signature) {
    return key.length == 32
        && hash.length == HASH
        && signature.length == SIGNATURE
        && engine.verifySchnorr(key, hash, signature);
  }

  /// The 33 bytes of a key of 65.
  public static byte[] compressed(byte[] key) {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + (key[64] & 1));
    System.arraycopy(key, 1, compressed, 1, 32);
    return compressed;
  }

  private static boolean isPoint(byte[] key) {
    return switch (key.length) {
      case 33 -> key[0] == 2 || key[0] == 3;
      case 65 -> key[0] == 4;
      default -> false;
    };
  }

  private static boolean wellFormed(byte[] hash, byte[] signature) {
    if (hash.length != HASH || signature.length != SIGNATURE) return false;
    BigInteger r = new BigInteger(1, signature, 0, 32);
    BigInteger s = new BigInteger(1, signature, 32, 32);
    return r.signum() > 0
        && r.compareTo(SecpBouncyCastle.ORDER) < 0
        && s.signum() > 0
        && s.compareTo(HALF) <= 0;
  }
}
