package dev.countersign.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Optional;

/// libsecp256k1, which unpacks itself into the folder of temporary files. The only code that names
/// it: where it is absent, linking this class fails.
final class SecpNative implements SecpEngine {
  private final fr.acinq.secp256k1.Secp256k1 library = fr.acinq.secp256k1.Secp256k1.get();

  @Override
  public String name() {
    return "libsecp256k1";
  }

  @Override
  public Optional<byte[]> recover(byte[] hash, byte[] signature, int recovery) {
    try {
      return Optional.of(library.ecdsaRecover(signature, hash, recovery));
    } catch (Secp256k1Exception _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean verify(byte[] key, byte[] hash, byte[] signature) {
    try {
      return library.verify(signature, hash, key);
    } catch (Secp256k1Exception _) {
      return false;
    }
  }

  @Override
  public boolean verifySchnorr(byte[] key, byte[] hash, byte[] signature) {
    try {
      return library.verifySchnorr(signature, hash, key);
    } catch (Secp256k1Exception _) {
      return false;
    }
  }
}
