package dev.countersign.method.wallet;

/// What a chain found out about a signature.
public sealed interface Verdict {
  /// The address is that of the key which signed: good on every network of the chain.
  record Key() implements Verdict {}

  /// A contract at the address accepted the signature on this network. On another network the same
  /// address may be someone else's contract.
  record Contract(String network) implements Verdict {}

  /// The reason is for the log only.
  record No(String reason) implements Verdict {}

  static Verdict no(String reason) {
    return new No(reason);
  }

  static Verdict keyIf(boolean verified) {
    return verified ? new Key() : no("the signature is not of this address and message");
  }
}
