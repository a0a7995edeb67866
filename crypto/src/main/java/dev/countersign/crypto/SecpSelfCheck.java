package dev.countersign.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/// Known answers that a native library must give before it may judge a signature.
final class SecpSelfCheck {
  private static final HexFormat HEX = HexFormat.of();

  /// The private key 1 signs SHA-256 of nothing; its public key is the generator (SEC 2 §2.4.1).
  private static final String KEY =
      "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
          + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

  private static final String SIGNATURE =
      "77c8d336572f6f466055b5f70f433851f8f535f6c4fc71133a6cfd71079d03b7"
          + "0ed9f5eb8aa5b266abac35d416c3207e7a538bf5f37649727d7a9823b1069577";

  private SecpSelfCheck() {}

  static void require(Secp256k1 curve) {
    byte[] hash = Sha256.of(new byte[0]);
    byte[] signature = HEX.parseHex(SIGNATURE);
    byte[] key = HEX.parseHex(KEY);
    boolean right =
        curve.recover(hash, signature, 1).map(found -> Arrays.equals(found, key)).orElse(false)
            && curve.verify(key, hash, signature)
            && !curve.verify(key, Sha256.of(hash), signature);
    if (!right) throw new IllegalStateException("self-check: secp256k1 gives a wrong answer");
  }
}
