package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Base58;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Ed25519PublicKey;
import java.util.Arrays;
import java.util.Optional;

/// A signed Solana transaction in the legacy format that has one signer and one instruction: a memo.
/// It could do nothing but write that memo, were it ever sent.
record MemoTransaction(byte[] signature, byte[] message, byte[] payer, byte[] memo) {
  private static final byte[] PROGRAM =
      Base58.decode("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
  private static final int SIGNATURE = 64;
  private static final int KEY = 32;

  /// The shape of all of it, count by count: one signature; header 1, 0, 1; two accounts, the payer
  /// and the program; a block hash; one instruction of account 1 with no accounts; its data.
  private static final int ACCOUNTS = 1 + SIGNATURE + 3;

  private static final int INSTRUCTION = ACCOUNTS + 1 + 2 * KEY + KEY;
  private static final int DATA = INSTRUCTION + 4;
  private static final int LONGEST_MEMO = 127;

  static Optional<MemoTransaction> read(byte[] bytes) {
    if (bytes.length < DATA || bytes.length > DATA + LONGEST_MEMO) return Optional.empty();
    byte[] head = {bytes[0], bytes[65], bytes[66], bytes[67], bytes[ACCOUNTS]};
    byte[] call = Arrays.copyOfRange(bytes, INSTRUCTION, DATA);
    byte[] memo = Arrays.copyOfRange(bytes, DATA, bytes.length);
    boolean expected =
        Arrays.equals(head, new byte[] {1, 1, 0, 1, 2})
            && Arrays.equals(call, new byte[] {1, 1, 0, (byte) memo.length})
            && Arrays.equals(
                Bytes.slice(bytes, ACCOUNTS + 1 + KEY, ACCOUNTS + 1 + 2 * KEY), PROGRAM);
    if (!expected) return Optional.empty();
    return Optional.of(
        new MemoTransaction(
            Bytes.slice(bytes, 1, 1 + SIGNATURE),
            Bytes.slice(bytes, 1 + SIGNATURE, bytes.length),
            Bytes.slice(bytes, ACCOUNTS + 1, ACCOUNTS + 1 + KEY),
            memo));
  }

  boolean proves(CryptoProvider provider, Ed25519PublicKey key, String nonce) {
    return Arrays.equals(payer, key.bytes())
        && Arrays.equals(memo, nonce.getBytes(UTF_8))
        && key.verify(provider, message, signature);
  }
}
