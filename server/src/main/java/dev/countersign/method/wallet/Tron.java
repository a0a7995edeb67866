package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.Base58;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Secp256k1;
import java.util.Arrays;

/// Tron: Ethereum's keys and hash, with a prefix (TIP-191) and an address form of its own.
public record Tron(Secp256k1 curve) implements Chain {
  private static final ChainName NAME = new ChainName("TRON", "tron", "Tron");
  private static final byte[] PREFIX = "\u0019TRON Signed Message:\n".getBytes(US_ASCII);
  private static final byte MAINNET = 0x41;

  @Override
  public ChainName name() {
    return NAME;
  }

  @Override
  public String canonical(String address) {
    byte[] payload = Base58.decodeChecked(address);
    if (payload.length != 21 || payload[0] != MAINNET) throw Posted.notAnAddress("Tron");
    return address;
  }

  @Override
  public Verdict verify(Claim claim) {
    byte[] signature = Posted.hex(Posted.unwrapped(claim.signature()));
    byte[] address = Bytes.slice(Base58.decodeChecked(claim.address()), 1, 21);
    return Verdict.keyIf(
        Evm.signer(curve, Evm.messageHash(PREFIX, claim.bytes()), signature)
            .filter(signer -> Arrays.equals(signer, address))
            .isPresent());
  }
}
