package dev.countersign.method.wallet;

/// What a wallet was asked to sign, read.
public sealed interface Message permits SignInMessage, StarknetMessage {
  /// The host of the site, with its port where it names one.
  String domain();

  String nonce();
}
