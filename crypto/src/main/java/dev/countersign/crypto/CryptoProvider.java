package dev.countersign.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who computes RSA, P-256 and Ed25519 here: Corretto's native library, else the JDK and Bouncy Castle.
/// Providers are passed as objects and never installed, so that nothing else changes its own.
public final class CryptoProvider {
  private static final CryptoProvider JDK = new CryptoProvider(rsaOfTheJdk(), null, null);

  private final Provider rsa;
  private final @Nullable Provider ec;
  private final @Nullable String absence;

  private CryptoProvider(Provider rsa, @Nullable Provider ec, @Nullable String absence) {
    this.rsa = rsa;
    this.ec = ec;
    this.absence = absence;
  }

  /// Loads the fastest that works. Cold, that takes up to half a second: use a thread of its own.
  public static CryptoProvider load() {
    // A lambda, not a method reference: the class may be missing and is linked inside the try.
    return checked(() -> Corretto.provider());
  }

  static CryptoProvider checked(Supplier<Provider> fastest) {
    try {
      Provider provider = fastest.get();
      CryptoProvider loaded = new CryptoProvider(provider, provider, null);
      SelfCheck.require(loaded);
      return loaded;
    } catch (LinkageError | RuntimeException absent) {
      // Left out, built for another machine, no place to unpack it, or wrong: all the same to us.
      return new CryptoProvider(JDK.rsa, null, absent.toString());
    }
  }

  public static CryptoProvider jdk() {
    return JDK;
  }

  /// The RSA provider and its version, for the log.
  public String name() {
    return rsa.getName() + " " + rsa.getVersionStr();
  }

  /// Why `load` could not have Corretto's library; empty where it has it or was not asked.
  public Optional<String> absence() {
    return Optional.ofNullable(absence);
  }

  @Override
  public String toString() {
    return name();
  }

  Provider rsa() {
    return rsa;
  }

  /// Empty: P-256 and Ed25519 by Bouncy Castle, which verifies several times as fast as the JDK.
  Optional<Provider> ec() {
    return Optional.ofNullable(ec);
  }

  private static Provider rsaOfTheJdk() {
    try {
      return Signature.getInstance("SHA256withRSA").getProvider();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
