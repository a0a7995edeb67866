package dev.countersign.token;

import dev.countersign.crypto.Signer;
import java.security.interfaces.RSAPublicKey;
import java.util.UUID;

/// Where private signing keys are kept. No private key leaves it by any other way than a signature.
public interface SigningKeyStore {
  /// As it is written beside each key, so that keys of two stores can stand side by side.
  String name();

  /// Called outside any transaction, before one that makes so many keys: what takes long is done here.
  default void prepare(int keys) {}

  /// A new RSA pair of 2048 bits that nobody has seen.
  Made make(UUID environmentId);

  /// Throws where the key is gone: then nothing is signed.
  Signer open(UUID environmentId, String kid, byte[] reference);

  /// Nothing is signed with it any more.
  void destroy(UUID environmentId, String kid, byte[] reference);

  /// `reference` is what the store finds the private half by, kept in the database.
  @SuppressWarnings("ArrayRecordComponent") // Made and stored, never compared.
  record Made(String kid, RSAPublicKey publicKey, byte[] reference) {}
}
