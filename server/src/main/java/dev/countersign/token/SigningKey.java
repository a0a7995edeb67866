package dev.countersign.token;

import dev.countersign.crypto.CompactJws;
import dev.countersign.crypto.Signer;

/// The key that signs. `header` is the whole JOSE header of a token, made once.
record SigningKey(String kid, String header, Signer signer) {
  static SigningKey of(String kid, Signer signer) {
    return new SigningKey(kid, CompactJws.header(kid), signer);
  }

  @Override
  public String toString() {
    return "SigningKey " + kid;
  }
}
