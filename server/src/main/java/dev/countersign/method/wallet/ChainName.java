package dev.countersign.method.wallet;

/// The names of a chain: as clients post it (`EVM`), as credentials say it (`eip155`, a CAIP-2
/// namespace where there is one), and as its messages do (`Ethereum`).
public record ChainName(String wire, String namespace, String title) {}
