package dev.countersign.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/// The curve P-256 (NIST SP 800-186 §3.2.1.3), by a provider or by Bouncy Castle.
final class P256 {
  private static final Pattern COMPRESSED = Pattern.compile("0[23][0-9a-f]{64}");
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256r1"));

  /// SubjectPublicKeyInfo of a P-256 key (RFC 5480 §2) up to the uncompressed point.
  private static final byte[] SPKI =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private P256() {}

  /// Decompression is the proof that the point is on the curve; no prefix stands for infinity here.
  static ECPoint point(String compressedHex) {
    if (!COMPRESSED.matcher(compressedHex).matches()) {
      throw new MalformedInput("P-256 key: not 66 lower-case hex digits of a compressed point");
    }
    try {
      return CURVE.getCurve().decodePoint(HexFormat.of().parseHex(compressedHex));
    } catch (IllegalArgumentException _) {
      throw new MalformedInput("P-256 key: not on the curve");
    }
  }

  /// Whether 1 ≤ value < n (FIPS 186-5 §6.4.2, step 1).
  static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(CURVE.getN()) < 0;
  }

  static boolean verify(Provider provider, String key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format", provider);
      verifier.initVerify(publicKey(provider, key));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("P-256 cannot verify", unusable);
    }
  }

  static boolean verify(String key, byte[] message, BigInteger r, BigInteger s) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(point(key), CURVE));
    return verifier.verifySignature(Sha256.of(message), r, s);
  }

  private static PublicKey publicKey(Provider provider, String key)
      throws GeneralSecurityException {
    byte[] point = point(key).getEncoded(false);
    byte[] spki = ByteBuffer.allocate(SPKI.length + point.length).put(SPKI).put(point).array();
    return KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(spki));
  }
}
