package dev.countersign.method.wallet;

/// One family of wallets: how its addresses are written and its signatures verified. A chain knows
/// nothing of nonces, times and origins; those are checked once for all, before it is asked.
public interface Chain {
  ChainName name();

  /// The one spelling of an address, which is what two users may not share. Refuses with
  /// `invalid_wallet_address` whatever is not an address of this chain.
  String canonical(String address);

  /// Whether the signature in the claim is that of the claim's address over the claim's text. A
  /// signature that cannot be read is a no; one of a kind that is not supported is refused.
  Verdict verify(Claim claim);

  default Message read(String text) {
    return SignInMessage.parse(text, name().title());
  }
}
