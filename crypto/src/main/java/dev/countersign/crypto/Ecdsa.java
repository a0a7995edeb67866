package dev.countersign.crypto;

import java.math.BigInteger;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/// ECDSA over digests (FIPS 186-5 §6.4.2), for chains that set no rule for s: of the two that every
/// signer could make, both are good. A chain that has the rule uses `Secp256k1`.
public enum Ecdsa {
  P256("secp256r1"),
  SECP256K1("secp256k1");

  private static final int COORDINATE = 32;

  /// The library's type tells nobody that it does not change; it does not.
  @SuppressWarnings("ImmutableEnumChecker")
  private final ECDomainParameters curve;

  Ecdsa(String name) {
    this.curve = new ECDomainParameters(CustomNamedCurves.getByName(name));
  }

  /// The key is x‖y, the digest 32 bytes, the signature r‖s. Whatever does not verify is `false`.
  public boolean verify(byte[] key, byte[] digest, byte[] signature) {
    if (key.length != 2 * COORDINATE
        || digest.length != COORDINATE
        || signature.length != 2 * COORDINATE) {
      return false;
    }
    BigInteger r = new BigInteger(1, signature, 0, COORDINATE);
    BigInteger s = new BigInteger(1, signature, COORDINATE, COORDINATE);
    if (!isScalar(r) || !isScalar(s)) return false;
    try {
      byte[] uncompressed = Bytes.join(new byte[] {4}, key);
      var verifier = new ECDSASigner();
      verifier.init(
          false, new ECPublicKeyParameters(curve.getCurve().decodePoint(uncompressed), curve));
      return verifier.verifySignature(digest, r, s);
    } catch (IllegalArgumentException _) {
      // Not a point of the curve.
      return false;
    }
  }

  private boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(curve.getN()) < 0;
  }
}
