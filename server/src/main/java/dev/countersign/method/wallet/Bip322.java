package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The second of BIP-322's two virtual transactions, which spends the first; the first commits to
/// address and message. It has one input and one output, which holds nothing.
///
/// @param version 0, or 2 in the full format
/// @param unlocking what stands before the script that locks (scriptSig)
record Bip322(
    byte[] version,
    byte[] sequence,
    byte[] lockTime,
    byte[] unlocking,
    List<byte[]> witness,
    byte[] spent,
    byte[] script) {
  private static final byte[] ZERO = new byte[4];
  private static final byte[] NO_VALUE = new byte[8];
  private static final byte[] ALL = {1, 0, 0, 0};
  private static final byte[] OUTPUT = Bytes.join(NO_VALUE, Wire.sized(new byte[] {0x6a}));

  /// The witness alone; all else is as it must be.
  static Bip322 simple(byte[] signature, byte[] script, byte[] message) {
    var reader = new ByteReader(signature);
    List<byte[]> witness = witness(reader);
    if (!reader.ended()) throw Posted.unreadable("bytes after a witness");
    return new Bip322(ZERO, ZERO, ZERO, new byte[0], witness, spent(script, message), script);
  }

  /// A whole transaction (BIP-144 where it has a witness). Time locks and further inputs, which
  /// would need the chain to judge, are not supported.
  static Bip322 full(byte[] signature, byte[] script, byte[] message) {
    var reader = new ByteReader(signature);
    byte[] version = reader.take(4);
    int inputs = reader.one();
    boolean segwit = inputs == 0;
    if (segwit) {
      if (reader.one() != 1) throw Posted.unreadable("a flag of BIP-144");
      inputs = reader.one();
    }
    byte[] spent = spent(script, message);
    if (inputs != 1) throw Posted.unsupported("proof of funds");
    if (!Arrays.equals(reader.take(36), spent)) throw Posted.unreadable("of another message");
    byte[] unlocking = Wire.sized(reader);
    byte[] sequence = reader.take(4);
    if (reader.one() != 1 || !Arrays.equals(reader.take(OUTPUT.length), OUTPUT)) {
      throw Posted.unreadable("an output");
    }
    List<byte[]> witness = segwit ? witness(reader) : List.of();
    byte[] lockTime = reader.take(4);
    if (!reader.ended()) throw Posted.unreadable("bytes after a transaction");
    if (!Arrays.equals(sequence, ZERO) || !Arrays.equals(lockTime, ZERO)) {
      throw Posted.unsupported("time locks");
    }
    return new Bip322(version, sequence, lockTime, unlocking, witness, spent, script);
  }

  /// Whether a signature is a whole transaction: its version is 0 or 2, in four bytes, where a
  /// witness has a count and a length.
  static boolean isFull(byte[] signature) {
    return signature.length > 60
        && (signature[0] == 0 || signature[0] == 2)
        && Arrays.equals(signature, 1, 4, ZERO, 1, 4);
  }

  /// BIP-143, for a key hash of segregated witness, all inputs and outputs.
  byte[] segwitHash(byte[] keyHash) {
    byte[] code = Wire.sized(BitcoinAddress.script(BitcoinAddress.Kind.P2PKH, keyHash));
    return Wire.twice(
        Bytes.join(
            version,
            Wire.twice(spent),
            Wire.twice(sequence),
            spent,
            code,
            NO_VALUE,
            sequence,
            Wire.twice(OUTPUT),
            lockTime,
            ALL));
  }

  /// BIP-341 §"Common signature message", by the key, without annex; `type` is 0 or 1.
  byte[] taprootHash(byte type) {
    return tagged(
        "TapSighash",
        Bytes.join(
            new byte[] {0, type},
            version,
            lockTime,
            Sha256.of(spent),
            Sha256.of(NO_VALUE),
            Sha256.of(Wire.sized(script)),
            Sha256.of(sequence),
            Sha256.of(OUTPUT),
            new byte[] {0},
            ZERO));
  }

  /// As before segregated witness.
  byte[] legacyHash() {
    byte[] one = {1};
    return Wire.twice(
        Bytes.join(version, one, spent, Wire.sized(script), sequence, one, OUTPUT, lockTime, ALL));
  }

  /// The outpoint to spend: the first transaction's id, and output 0.
  private static byte[] spent(byte[] script, byte[] message) {
    byte[] hash = tagged("BIP0322-signed-message", message);
    byte[] one = {1};
    byte[] none = Bytes.join(new byte[32], new byte[] {-1, -1, -1, -1});
    byte[] push = Wire.sized(Bytes.join(new byte[] {0, 32}, hash));
    byte[] first = Bytes.join(ZERO, one, none, push, ZERO, one, NO_VALUE, Wire.sized(script), ZERO);
    return Bytes.join(Wire.twice(first), ZERO);
  }

  private static byte[] tagged(String tag, byte[] bytes) {
    byte[] digest = Sha256.of(tag.getBytes(US_ASCII));
    return Sha256.of(Bytes.join(digest, digest, bytes));
  }

  private static List<byte[]> witness(ByteReader reader) {
    int count = Wire.size(reader);
    var items = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) items.add(Wire.sized(reader));
    return items;
  }
}
