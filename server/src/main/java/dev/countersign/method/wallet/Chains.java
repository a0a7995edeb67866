package dev.countersign.method.wallet;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.outbound.Outbound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The chains whose wallets can be proven, by the names clients post.
public final class Chains {
  private final Map<String, Chain> byName = new HashMap<>();

  public Chains(List<Chain> chains) {
    for (Chain chain : chains) {
      if (byName.put(chain.name().wire(), chain) != null) {
        throw new IllegalArgumentException("two chains " + chain.name().wire());
      }
    }
  }

  /// All there are. A new chain is a line here.
  public static Chains all(
      CryptoProvider provider, Secp256k1 curve, Outbound outbound, RpcUrls urls) {
    var rpc = new Rpc(outbound);
    var accounts = new ContractAccounts(rpc, urls);
    return new Chains(
        List.of(
            new Evm(Evm.ETHEREUM, curve, accounts),
            new Evm(Evm.TEMPO, curve, accounts),
            new Solana(Solana.SOLANA, provider),
            new Solana(Solana.ECLIPSE, provider),
            new Bitcoin(curve),
            new Cosmos(curve),
            new Sui(provider, curve),
            new Aptos(provider, curve),
            new Tron(curve),
            new Stellar(provider),
            new Algorand(provider),
            new Ton(provider),
            new Starknet(new StarknetAccounts(rpc, urls)),
            new Flow(new FlowAccounts(rpc, urls))));
  }

  Chain named(String wire) {
    // An older name of the same.
    Chain chain = byName.get(wire.equals("ETH") ? "EVM" : wire);
    if (chain == null) throw new Refusal(Problem.UNSUPPORTED_CHAIN, "no such chain");
    return chain;
  }
}
