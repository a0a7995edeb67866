package dev.countersign.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A public key of Ed25519 (RFC 8032 §5.1), which is also the address on Solana and elsewhere.
public record Ed25519PublicKey(byte[] bytes) {
  public static final int LENGTH = 32;
  public static final int SIGNATURE = 64;

  /// SubjectPublicKeyInfo (RFC 8410 §4) up to the key.
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  /// Refuses what is no point and the points of small order, whose signatures anyone can make.
  public Ed25519PublicKey {
    if (bytes.length != LENGTH || !Ed25519.validatePublicKeyPartial(bytes, 0)) {
      throw new MalformedInput("Ed25519 key: not a point of the curve");
    }
  }

  /// Whatever is no signature is just false.
  public boolean verify(CryptoProvider provider, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE) return false;
    return provider
        .ec()
        .map(native25519 -> verify(native25519, message, signature))
        .orElseGet(() -> Ed25519.verify(signature, 0, bytes, 0, message, 0, message.length));
  }

  private boolean verify(Provider provider, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519", provider);
      verifier.initVerify(publicKey());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("Ed25519 cannot verify", unusable);
    }
  }

  /// Of the JDK, which every provider takes: Corretto's makes none of its own.
  private PublicKey publicKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(Bytes.join(SPKI, bytes)));
  }
}
