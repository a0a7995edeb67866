package dev.countersign.method.wallet;

import dev.countersign.crypto.Base58;
import dev.countersign.crypto.Base64Padded;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Ed25519PublicKey;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Solana and its like: Ed25519 over the message, the address being the key. A Ledger, which signs
/// no messages, signs a transaction whose memo is the nonce: nothing in that names the site it was
/// signed for, so an environment must want it.
public record Solana(ChainName name, CryptoProvider provider) implements Chain {
  static final ChainName SOLANA = new ChainName("SOL", "solana", "Solana");
  static final ChainName ECLIPSE = new ChainName("ECLIPSE", "eclipse", "Eclipse");

  /// Base58 has one spelling for each key.
  @Override
  public String canonical(String address) {
    return Base58.encode(new Ed25519PublicKey(Base58.decode(address)).bytes());
  }

  @Override
  public Verdict verify(Claim claim) {
    var key = new Ed25519PublicKey(Base58.decode(claim.address()));
    Optional<JsonNode> bytes = Posted.hardware(claim.signature()).filter(JsonNode::isObject);
    if (bytes.isPresent()) {
      if (!claim.environment().settings().wallets().solanaMemo()) {
        throw Posted.unsupported("a memo of Solana, which is switched off here");
      }
      return MemoTransaction.read(Posted.numbers(bytes.get().get("data")))
          .map(memo -> Verdict.keyIf(memo.proves(provider, key, claim.message().nonce())))
          .orElseGet(() -> Verdict.no("not a transaction of one memo"));
    }
    byte[] signature = signature(Posted.unwrapped(claim.signature()));
    return Verdict.keyIf(key.verify(provider, claim.bytes(), signature));
  }

  /// 64 bytes end on `==` in base64, which base58 cannot.
  private static byte[] signature(String text) {
    return text.endsWith("=") ? Base64Padded.decode(text) : Base58.decode(text);
  }
}
