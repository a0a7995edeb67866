package dev.countersign.crypto;

/// Signs RS256 (RFC 7518 §3.3) with one private key, wherever that is kept. Safe for many threads.
@FunctionalInterface
public interface Signer {
  byte[] sign(byte[] input);
}
