package dev.countersign.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Ed25519PublicKey;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.jose.ForeignAlgorithm.Family;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/// A public key of an issuer. `kid` is empty where the operator wrote the key down without one;
/// `algorithm` is the only one the key is for, if the issuer says so.
public record ForeignKey(Optional<String> kid, Optional<String> algorithm, PublicKey key) {
  private static final int SHORTEST_RSA = 2048;
  private static final int LONGEST_RSA = 8192;
  private static final int LONGEST_EXPONENT = 64;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);
  private static final int ED25519 = 32;

  /// Whether it is strong enough to be used, and of a kind that is.
  boolean usable() {
    return switch (key) {
      case RSAPublicKey rsa -> {
        int bits = rsa.getModulus().bitLength();
        BigInteger exponent = rsa.getPublicExponent();
        yield bits >= SHORTEST_RSA
            && bits <= LONGEST_RSA
            && rsa.getModulus().testBit(0)
            && exponent.testBit(0)
            && exponent.compareTo(LEAST_EXPONENT) >= 0
            && exponent.bitLength() <= LONGEST_EXPONENT;
      }
      case EdECPublicKey edwards -> family().isPresent() && point(edwards);
      default -> family().isPresent();
    };
  }

  private static boolean point(EdECPublicKey key) {
    try {
      return new Ed25519PublicKey(raw(key)).bytes().length == ED25519;
    } catch (MalformedInput _) {
      return false;
    }
  }

  /// Whether it makes signatures of this algorithm, and its issuer lets it.
  public boolean makes(ForeignAlgorithm wanted) {
    return family().filter(own -> own == wanted.family()).isPresent()
        && algorithm.filter(only -> !only.equals(wanted.wireName())).isEmpty();
  }

  /// Whether the token is signed by it, with an algorithm that is its own.
  public boolean signed(ForeignJwt token, CryptoProvider provider) {
    Optional<ForeignAlgorithm> wanted = token.algorithm().filter(this::makes);
    if (wanted.isEmpty()) return false;
    if (key instanceof EdECPublicKey edwards) {
      return new Ed25519PublicKey(raw(edwards))
          .verify(provider, token.signingInput(), token.signature());
    }
    try {
      // Of the header the algorithm alone: whatever key it brings or names is not looked at.
      return verifier()
          .verify(
              new JWSHeader(wanted.get().nimbus()),
              token.signingInput(),
              Base64URL.encode(token.signature()));
    } catch (JOSEException _) {
      return false;
    }
  }

  private JWSVerifier verifier() throws JOSEException {
    return key instanceof RSAPublicKey rsa
        ? new RSASSAVerifier(rsa)
        : new ECDSAVerifier((ECPublicKey) key);
  }

  private Optional<Family> family() {
    return switch (key) {
      case RSAPublicKey _ -> Optional.of(Family.RSA);
      case ECPublicKey curve -> family(curve);
      case EdECPublicKey edwards when edwards.getEncoded().length == 12 + ED25519 ->
          Optional.of(Family.ED25519);
      default -> Optional.empty();
    };
  }

  private static Optional<Family> family(ECPublicKey key) {
    return Optional.ofNullable(Curve.forECParameterSpec(key.getParams()))
        .map(Curve::getName)
        .flatMap(
            name ->
                Arrays.stream(Family.values())
                    .filter(family -> family.name().equals(name.replace('-', '_')))
                    .findFirst());
  }

  /// The last 32 bytes of the SubjectPublicKeyInfo (RFC 8410 §4).
  private static byte[] raw(EdECPublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - ED25519, encoded.length);
  }
}
