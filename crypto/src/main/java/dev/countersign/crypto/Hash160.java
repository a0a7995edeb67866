package dev.countersign.crypto;

import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/// RIPEMD-160 of SHA-256: how Bitcoin and Cosmos shorten a key or a script to 20 bytes.
public final class Hash160 {
  private Hash160() {}

  public static byte[] of(byte[] input) {
    byte[] first = Sha256.of(input);
    RIPEMD160Digest digest = new RIPEMD160Digest();
    digest.update(first, 0, first.length);
    byte[] hash = new byte[20];
    digest.doFinal(hash, 0);
    return hash;
  }
}
