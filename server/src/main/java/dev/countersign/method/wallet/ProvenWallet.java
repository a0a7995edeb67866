package dev.countersign.method.wallet;

import java.util.Optional;

/// A wallet that was shown to be the caller's. `address` is canonical, `postedAddress` as the client
/// wrote it, which is how it looks for it in the answer. `network` is present where the proof holds
/// on that one alone.
public record ProvenWallet(
    ChainName chain, String address, String postedAddress, Optional<String> network) {
  /// What two users may not share: the address, and before it the network of a proof that holds on
  /// that one alone (the last two parts of CAIP-10). A contract's owner on one network so never
  /// counts as the owner of the same address on another, or of a key.
  public String account() {
    return network.map(name -> name + ":" + address).orElse(address);
  }
}
