package dev.countersign.jose;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/// The signatures that are verified (RFC 7518 §3, RFC 8037 §3): asymmetric ones alone. A key that is
/// public must never do for a shared secret (RFC 8725 §2.1).
public enum ForeignAlgorithm {
  RS256(Family.RSA),
  RS384(Family.RSA),
  RS512(Family.RSA),
  PS256(Family.RSA),
  PS384(Family.RSA),
  PS512(Family.RSA),
  ES256(Family.P_256),
  ES384(Family.P_384),
  ES512(Family.P_521),
  EDDSA(Family.ED25519);

  /// The kind of key that makes them: one curve for each, so that none stands in for another.
  enum Family {
    RSA,
    P_256,
    P_384,
    P_521,
    ED25519
  }

  private final Family family;

  ForeignAlgorithm(Family family) {
    this.family = family;
  }

  /// By its registered name, in that very case; empty for any other.
  static Optional<ForeignAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(name)).findFirst();
  }

  public String wireName() {
    return this == EDDSA ? "EdDSA" : name();
  }

  Family family() {
    return family;
  }

  JWSAlgorithm nimbus() {
    return JWSAlgorithm.parse(wireName());
  }
}
