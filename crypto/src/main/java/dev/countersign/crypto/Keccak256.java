package dev.countersign.crypto;

import org.bouncycastle.crypto.digests.KeccakDigest;

/// Keccak-256 with the padding of the first submission, as Ethereum has it; not SHA3-256.
public final class Keccak256 {
  private Keccak256() {}

  public static byte[] of(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(256);
    for (byte[] part : parts) digest.update(part, 0, part.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}
