package dev.countersign.crypto;

import java.util.Optional;

/// What `Secp256k1` asks of a library, with lengths and ranges already checked.
interface SecpEngine {
  String name();

  Optional<byte[]> recover(byte[] hash, byte[] signature, int recovery);

  boolean verify(byte[] key, byte[] hash, byte[] signature);

  boolean verifySchnorr(byte[] key, byte[] hash, byte[] signature);
}
