package dev.countersign.method.wallet;

import dev.countersign.crypto.Base64Padded;
import dev.countersign.crypto.Blake2b256;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Ed25519PublicKey;
import dev.countersign.crypto.P256PublicKey;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.crypto.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Sui: a signature scheme's flag, signature and key in one, over the digest of a personal message
/// with its intent. The address is the digest of flag and key.
public record Sui(CryptoProvider provider, Secp256k1 curve) implements Chain {
  private static final ChainName NAME = new ChainName("SUI", "sui", "Sui");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{64}");

  /// Scope personal message, version 0, app Sui.
  private static final byte[] INTENT = {3, 0, 0};

  private static final int SIGNATURE = 64;

  @Override
  public ChainName name() {
    return NAME;
  }

  @Override
  public String canonical(String address) {
    if (!ADDRESS.matcher(address).matches()) throw Posted.notAnAddress("Sui");
    return address;
  }

  @Override
  public Verdict verify(Claim claim) {
    byte[] all = Base64Padded.decode(Posted.unwrapped(claim.signature()));
    if (all.length == 0) return Verdict.no("empty");
    byte[] digest = Blake2b256.of(INTENT, vector(claim.bytes()));
    byte[] signature = Bytes.slice(all, 1, 1 + SIGNATURE);
    byte[] key = Bytes.slice(all, 1 + SIGNATURE, all.length);
    boolean verified =
        switch (all[0]) {
          case 0 -> new Ed25519PublicKey(key).verify(provider, digest, signature);
          case 1 -> key.length == 33 && curve.verify(key, Sha256.of(digest), signature);
          case 2 ->
              P256PublicKey.parse(HexFormat.of().formatHex(key))
                  .verify(provider, digest, HexFormat.of().formatHex(signature));
          case 3 -> throw Posted.unsupported("multisig of Sui");
          case 5 -> throw Posted.unsupported("zkLogin of Sui");
          case 6 -> throw Posted.unsupported("passkey of Sui");
          default -> false;
        };
    byte[] address = Blake2b256.of(Arrays.copyOf(all, 1), key);
    return Verdict.keyIf(
        verified && ("0x" + HexFormat.of().formatHex(address)).equals(claim.address()));
  }

  /// A list of bytes as BCS writes it: its length in groups of seven bits, the lowest first.
  private static byte[] vector(byte[] bytes) {
    var length = new ByteArrayOutputStream();
    int rest = bytes.length;
    for (; rest >= 0x80; rest >>>= 7) length.write((rest & 0x7f) | 0x80);
    length.write(rest);
    return Bytes.join(length.toByteArray(), bytes);
  }
}
