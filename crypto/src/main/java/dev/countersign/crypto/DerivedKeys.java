package dev.countersign.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// Keys of 256 bits drawn from one master by HKDF-SHA256 (RFC 5869), one for each purpose.
/// No salt: the master is random already (§3.1), and a purpose must give the same key for ever.
public final class DerivedKeys {
  private static final int LENGTH = 32;

  private DerivedKeys() {}

  /// The purpose alone separates keys: never ask for one purpose under two algorithms.
  public static SecretKey derive(byte[] master, String purpose, String algorithm) {
    if (master.length < LENGTH) throw new IllegalArgumentException("master key under 256 bits");
    if (purpose.isEmpty()) throw new IllegalArgumentException("a key needs a purpose");
    byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
    return hkdf(master, new byte[0], info, LENGTH, algorithm);
  }

  static SecretKey hkdf(byte[] master, byte[] salt, byte[] info, int length, String algorithm) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract().addIKM(master).addSalt(salt).thenExpand(info, length));
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }
}
