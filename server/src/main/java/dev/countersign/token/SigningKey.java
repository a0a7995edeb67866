package dev.countersign.token;

import dev.countersign.crypto.CompactJws;
import dev.countersign.crypto.RsaPublicJwk;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;

/// One RSA key of an environment. `header` is the whole JOSE header of what it signs, made once.
record SigningKey(RsaPublicJwk jwk, RSAPublicKey publicKey, PrivateKey privateKey, String header) {
  static SigningKey of(String kid, RSAPublicKey publicKey, PrivateKey privateKey) {
    return new SigningKey(
        RsaPublicJwk.of(kid, publicKey), publicKey, privateKey, CompactJws.header(kid));
  }

  String kid() {
    return jwk.kid();
  }

  @Override
  public String toString() {
    return "SigningKey " + kid();
  }
}
