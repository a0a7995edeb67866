package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.Base64Padded;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Hash160;
import dev.countersign.crypto.Secp256k1;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Bitcoin: BIP-322, simple and full, for locks of one key; and BIP-137, which recovers the key.
public record Bitcoin(Secp256k1 curve) implements Chain {
  private static final ChainName NAME = new ChainName("BTC", "bip122", "Bitcoin");
  private static final byte[] PREFIX = "\u0018Bitcoin Signed Message:\n".getBytes(US_ASCII);
  private static final int RECOVERABLE = 65;

  @Override
  public ChainName name() {
    return NAME;
  }

  @Override
  public String canonical(String address) {
    return BitcoinAddress.canonical(address);
  }

  @Override
  public Verdict verify(Claim claim) {
    var address = BitcoinAddress.parse(claim.address());
    byte[] signature = Base64Padded.decode(Posted.unwrapped(claim.signature()));
    // No witness of BIP-322 has this length, so nothing is read in two ways.
    if (signature.length == RECOVERABLE) {
      return Verdict.keyIf(recovers(address, claim.bytes(), signature));
    }
    byte[] script = address.script();
    Bip322 spending =
        Bip322.isFull(signature)
            ? Bip322.full(signature, script, claim.bytes())
            : Bip322.simple(signature, script, claim.bytes());
    return Verdict.keyIf(unlocks(address, spending));
  }

  /// BIP-137: the first byte tells how to recover the key and what address to make of it. Many
  /// wallets write that of a compressed key of P2PKH (31 to 34) for addresses of segregated witness.
  private boolean recovers(BitcoinAddress address, byte[] message, byte[] signature) {
    int header = (signature[0] & 0xff) - 27;
    if (header < 0 || header > 15) return false;
    byte[] hash = Wire.twice(Bytes.join(PREFIX, Wire.sized(message)));
    byte[] compact = Arrays.copyOfRange(signature, 1, RECOVERABLE);
    int form = header / 4;
    return curve
        .recover(hash, compact, header % 4)
        .filter(
            key ->
                switch (address.kind()) {
                  case P2PKH ->
                      form < 2
                          && isHashOf(
                              address.program(), form == 0 ? key : Secp256k1.compressed(key));
                  case P2WPKH ->
                      (form == 1 || form == 3)
                          && isHashOf(address.program(), Secp256k1.compressed(key));
                  case P2SH ->
                      (form == 1 || form == 2) && isNested(address, Secp256k1.compressed(key));
                  case P2TR -> false;
                })
        .isPresent();
  }

  private boolean unlocks(BitcoinAddress address, Bip322 spending) {
    return switch (address.kind()) {
      case P2WPKH ->
          spending.unlocking().length == 0
              && witnessed(spending)
              && isHashOf(address.program(), spending.witness().getLast());
      case P2SH ->
          witnessed(spending)
              && isNested(address, spending.witness().getLast())
              && isRedeemed(spending);
      case P2TR -> spending.unlocking().length == 0 && isTaprootSigned(address, spending);
      case P2PKH -> spending.witness().isEmpty() && isLegacySigned(address, spending);
    };
  }

  /// A witness of a signature and a compressed key, which is whose it is.
  private boolean witnessed(Bip322 spending) {
    List<byte[]> witness = spending.witness();
    if (witness.size() != 2) return false;
    byte[] key = witness.getLast();
    if (key.length != 33) return false;
    return isSigned(key, spending.segwitHash(Hash160.of(key)), witness.getFirst());
  }

  private boolean isTaprootSigned(BitcoinAddress address, Bip322 spending) {
    if (spending.witness().size() > 1) throw Posted.unsupported("a script of Bitcoin");
    if (spending.witness().isEmpty()) return false;
    byte[] signature = spending.witness().getFirst();
    byte type = signature.length == 65 ? signature[64] : 0;
    // In 65 bytes the default would be a second spelling (BIP-341 §"Common signature message").
    if (signature.length == 65 ? type != 1 : signature.length != 64) return false;
    return curve.verifySchnorr(
        address.program(), spending.taprootHash(type), Arrays.copyOf(signature, 64));
  }

  /// Two pushes: signature and key.
  private boolean isLegacySigned(BitcoinAddress address, Bip322 spending) {
    var reader = new ByteReader(spending.unlocking());
    byte[] signature = push(reader);
    byte[] key = push(reader);
    return reader.ended()
        && isHashOf(address.program(), key)
        && isSigned(key, spending.legacyHash(), signature);
  }

  private boolean isSigned(byte[] key, byte[] hash, byte[] signature) {
    Optional<byte[]> compact = Der.compact(signature);
    return compact.isPresent() && curve.verify(key, hash, compact.get());
  }

  private static byte[] push(ByteReader reader) {
    int length = reader.one();
    if (length < 1 || length > 75) throw Posted.unreadable("a push of Bitcoin");
    return reader.take(length);
  }

  private static boolean isHashOf(byte[] program, byte[] key) {
    return Arrays.equals(program, Hash160.of(key));
  }

  /// P2SH of P2WPKH (BIP-141).
  private static boolean isNested(BitcoinAddress address, byte[] key) {
    return isHashOf(address.program(), redeem(key));
  }

  /// The simple format leaves it out, the full one has it.
  private static boolean isRedeemed(Bip322 spending) {
    return spending.unlocking().length == 0
        || Arrays.equals(spending.unlocking(), Wire.sized(redeem(spending.witness().getLast())));
  }

  private static byte[] redeem(byte[] key) {
    return BitcoinAddress.script(BitcoinAddress.Kind.P2WPKH, Hash160.of(key));
  }
}
