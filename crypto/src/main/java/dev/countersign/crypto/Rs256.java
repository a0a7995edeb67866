package dev.countersign.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), the one algorithm of our own tokens.
/// Threads share a key without a lock; a `Signature` per call costs nothing worth a pool.
public final class Rs256 {
  private static final String ALGORITHM = "SHA256withRSA";
  private static final int BITS = 2048;

  private final CryptoProvider provider;

  public Rs256(CryptoProvider provider) {
    this.provider = provider;
  }

  /// Wants a key of the same provider (`generate`, or `RsaKeys.privateKey` with the provider): a
  /// foreign one is translated and checked anew at each call, which takes as long as signing.
  public byte[] sign(PrivateKey key, byte[] input) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM, provider.rsa());
      signer.initSign(key);
      signer.update(input);
      return signer.sign();
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("RS256 cannot sign", unusable);
    }
  }

  /// A key to sign with, as `sign` wants it.
  public Signer signer(PrivateKey key) {
    return input -> sign(key, input);
  }

  public boolean verify(PublicKey key, byte[] input, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM, provider.rsa());
      verifier.initVerify(key);
      verifier.update(input);
      return matches(verifier, signature);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("RS256 cannot verify", unusable);
    }
  }

  /// Takes 60–95 ms: keep a small stock rather than let somebody wait.
  public KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider.rsa());
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(absent);
    }
  }

  /// A signature of a wrong length makes some providers throw; it is simply not one.
  private static boolean matches(Signature verifier, byte[] signature) {
    try {
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    }
  }
}
