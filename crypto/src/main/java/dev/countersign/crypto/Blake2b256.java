package dev.countersign.crypto;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/// BLAKE2b with 32 bytes of output and no key (RFC 7693).
public final class Blake2b256 {
  private Blake2b256() {}

  public static byte[] of(byte[]... parts) {
    Blake2bDigest digest = new Blake2bDigest(256);
    for (byte[] part : parts) digest.update(part, 0, part.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}
