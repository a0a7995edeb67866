package dev.countersign.method.wallet;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Optional;

/// What a client posts to prove a wallet, within bounds of size.
public record WalletInput(
    String chain, String address, String message, String signature, Optional<String> network) {
  private static final int LONGEST_ADDRESS = 128;

  /// A smart account that is not deployed yet sends the call that would deploy it.
  private static final int LONGEST_SIGNATURE = 48 * 1024;

  public WalletInput {
    if (address.length() > LONGEST_ADDRESS) {
      throw new Refusal(Problem.INVALID_WALLET_ADDRESS, "a long address");
    }
    if (signature.length() > LONGEST_SIGNATURE) {
      throw new Refusal(Problem.INVALID_WALLET_SIGNATURE, "a long signature");
    }
  }

  public static WalletInput of(Input input) {
    return new WalletInput(
        input.text("chain"),
        input.text("publicWalletAddress"),
        input.text("messageToSign"),
        input.text("signedMessage"),
        input.optionalText("network"));
  }
}
