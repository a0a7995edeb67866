package dev.countersign.method.wallet;

import java.util.Optional;

/// A wallet that was shown to be the caller's. `address` is canonical, `postedAddress` as the client
/// wrote it, which is how it looks for it in the answer. `network` is present where the proof holds
/// on that one alone.
public record ProvenWallet(
    ChainName chain, String address, String postedAddress, Optional<String> network) {}
