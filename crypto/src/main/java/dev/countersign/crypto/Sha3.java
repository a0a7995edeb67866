package dev.countersign.crypto;

import org.bouncycastle.crypto.digests.SHA3Digest;

/// SHA3-256 (FIPS 202).
public final class Sha3 {
  private Sha3() {}

  public static byte[] of(byte[]... parts) {
    SHA3Digest digest = new SHA3Digest(256);
    for (byte[] part : parts) digest.update(part, 0, part.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}
