package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.Base32;
import dev.countersign.crypto.Base64Padded;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Ed25519PublicKey;
import dev.countersign.crypto.Sha256;
import java.util.Arrays;

/// Stellar: Ed25519 over the digest of a prefixed message (SEP-53), the address being the key
/// (SEP-23). Accounts whose signers were changed on the ledger count as their first key.
public record Stellar(CryptoProvider provider) implements Chain {
  private static final ChainName NAME = new ChainName("STELLAR", "stellar", "Stellar");
  private static final byte[] PREFIX = "Stellar Signed Message:\n".getBytes(US_ASCII);
  private static final byte PUBLIC_KEY = 6 << 3;
  private static final int CHECKED = 1 + Ed25519PublicKey.LENGTH;

  @Override
  public ChainName name() {
    return NAME;
  }

  @Override
  public String canonical(String address) {
    key(address);
    return address;
  }

  @Override
  public Verdict verify(Claim claim) {
    byte[] signature = Base64Padded.decode(Posted.unwrapped(claim.signature()));
    byte[] digest = Sha256.of(Bytes.join(PREFIX, claim.bytes()));
    return Verdict.keyIf(key(claim.address()).verify(provider, digest, signature));
  }

  private static Ed25519PublicKey key(String address) {
    byte[] all = Base32.decode(address);
    if (all.length != CHECKED + 2 || all[0] != PUBLIC_KEY) throw Posted.notAnAddress("Stellar");
    int sum = Crc16.of(all, CHECKED);
    if (all[CHECKED] != (byte) sum || all[CHECKED + 1] != (byte) (sum >> 8)) {
      throw Posted.notAnAddress("Stellar, check sum");
    }
    return new Ed25519PublicKey(Arrays.copyOfRange(all, 1, CHECKED));
  }
}
