package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/// secp256k1 without native code. The arithmetic is Bouncy Castle's; recovery (SEC 1 §4.1.6) and
/// Schnorr (BIP-340), which it lacks, are its sums of multiples in the order of their standards.
final class SecpBouncyCastle implements SecpEngine {
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));
  static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger FIELD = CURVE.getCurve().getField().getCharacteristic();
  private static final byte[] CHALLENGE_TAG = Sha256.of("BIP0340/challenge".getBytes(US_ASCII));

  @Override
  public String name() {
    return "Bouncy Castle";
  }

  @Override
  public Optional<byte[]> recover(byte[] hash, byte[] signature, int recovery) {
    BigInteger r = new BigInteger(1, signature, 0, 32);
    BigInteger x = recovery >= 2 ? r.add(ORDER) : r;
    if (x.compareTo(FIELD) >= 0) return Optional.empty();
    Optional<ECPoint> point = point((byte) (2 + (recovery & 1)), x);
    return point.flatMap(
        p -> {
          BigInteger s = new BigInteger(1, signature, 32, 32);
          BigInteger inverse = r.modInverse(ORDER);
          BigInteger e = new BigInteger(1, hash);
          BigInteger forBase = e.negate().multiply(inverse).mod(ORDER);
          ECPoint key =
              ECAlgorithms.sumOfTwoMultiplies(
                  CURVE.getG(), forBase, p, s.multiply(inverse).mod(ORDER));
          return key.isInfinity() ? Optional.empty() : Optional.of(key.getEncoded(false));
        });
  }

  @Override
  public boolean verify(byte[] key, byte[] hash, byte[] signature) {
    try {
      ECDSASigner verifier = new ECDSASigner();
      verifier.init(
          false, new ECPublicKeyParameters(CURVE.getCurve().decodePoint(key.clone()), CURVE));
      return verifier.verifySignature(
          hash, new BigInteger(1, signature, 0, 32), new BigInteger(1, signature, 32, 32));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Override
  public boolean verifySchnorr(byte[] key, byte[] hash, byte[] signature) {
    BigInteger r = new BigInteger(1, signature, 0, 32);
    BigInteger s = new BigInteger(1, signature, 32, 32);
    BigInteger x = new BigInteger(1, key);
    if (r.compareTo(FIELD) >= 0 || s.compareTo(ORDER) >= 0 || x.compareTo(FIELD) >= 0) return false;
    byte[] nonce = Arrays.copyOf(signature, 32);
    byte[] digest = Sha256.of(Bytes.join(CHALLENGE_TAG, CHALLENGE_TAG, nonce, key, hash));
    BigInteger e = new BigInteger(1, digest).mod(ORDER);
    return point((byte) 2, x)
        .map(p -> ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), s, p.negate(), e).normalize())
        .filter(sum -> !sum.isInfinity())
        .filter(sum -> !sum.getAffineYCoord().testBitZero())
        .filter(sum -> sum.getAffineXCoord().toBigInteger().equals(r))
        .isPresent();
  }

  private static Optional<ECPoint> point(byte sign, BigInteger x) {
    byte[] encoded = Bytes.join(new byte[] {sign}, Bytes.unsigned(x, 32));
    try {
      return Optional.of(CURVE.getCurve().decodePoint(encoded));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
