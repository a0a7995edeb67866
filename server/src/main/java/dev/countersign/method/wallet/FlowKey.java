package dev.countersign.method.wallet;

import dev.countersign.crypto.Ecdsa;
import dev.countersign.crypto.Sha256;
import dev.countersign.crypto.Sha3;

/// A key of an account of Flow. `point` is x‖y; of 1000 parts of the say it has `weight`.
record FlowKey(byte[] point, Ecdsa curve, Digest digest, int weight, boolean revoked) {
  enum Digest {
    SHA2_256,
    SHA3_256
  }

  boolean verifies(byte[] signed, byte[] signature) {
    byte[] hash =
        switch (digest) {
          case SHA2_256 -> Sha256.of(signed);
          case SHA3_256 -> Sha3.of(signed);
        };
    return curve.verify(point, hash, signature);
  }
}
