package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.Base32;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Ed25519PublicKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Algorand: Ed25519 over `MX` and the message, the address being the key and a check sum. Accounts
/// that were rekeyed on the ledger count as their first key.
public record Algorand(CryptoProvider provider) implements Chain {
  private static final ChainName NAME = new ChainName("ALGO", "algorand", "Algorand");
  private static final byte[] PREFIX = "MX".getBytes(US_ASCII);
  private static final int CHECK = 4;

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
    byte[] signature = Posted.hex(Posted.unwrapped(claim.signature()));
    byte[] signed = Bytes.join(PREFIX, claim.bytes());
    return Verdict.keyIf(key(claim.address()).verify(provider, signed, signature));
  }

  private static Ed25519PublicKey key(String address) {
    byte[] all = Base32.decode(address);
    if (all.length != Ed25519PublicKey.LENGTH + CHECK) throw Posted.notAnAddress("Algorand");
    byte[] key = Arrays.copyOf(all, Ed25519PublicKey.LENGTH);
    byte[] digest = digest(key);
    if (!Arrays.equals(
        digest, digest.length - CHECK, digest.length, all, Ed25519PublicKey.LENGTH, all.length)) {
      throw Posted.notAnAddress("Algorand, check sum");
    }
    return new Ed25519PublicKey(key);
  }

  private static byte[] digest(byte[] key) {
    try {
      return MessageDigest.getInstance("SHA-512/256").digest(key);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
