package dev.countersign.method.wallet;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.environment.Environment;
import java.time.Clock;
import java.util.Optional;

/// Proves wallets, in two steps: `read` checks all that is cheap and yields the nonce; once the
/// caller has spent that, `prove` checks the signature. So of a thousand posts of one message one
/// reaches the second step.
public final class Wallets {
  private final Chains chains;
  private final MessageChecks checks;

  public Wallets(Chains chains, MessageRules rules, Clock clock) {
    this.chains = chains;
    this.checks = new MessageChecks(rules, clock);
  }

  /// A message that fits chain, address, environment, site and time; nothing is proven yet.
  public static final class Read {
    private final Chain chain;
    private final Claim claim;
    private final String postedAddress;

    private Read(Chain chain, Claim claim, String postedAddress) {
      this.chain = chain;
      this.claim = claim;
      this.postedAddress = postedAddress;
    }

    /// To be spent before `prove`.
    public String nonce() {
      return claim.message().nonce();
    }

    public ChainName chain() {
      return chain.name();
    }

    public String address() {
      return claim.address();
    }
  }

  public Read read(Environment environment, WalletInput input) {
    Chain chain = chains.named(input.chain());
    String address = canonical(chain, input.address());
    Message message = chain.read(input.message());
    checks.check(environment, chain, message, address);
    var claim =
        new Claim(
            environment, message, input.message(), input.signature(), address, input.network());
    return new Read(chain, claim, input.address());
  }

  public ProvenWallet prove(Read read) {
    return switch (verdict(read)) {
      case Verdict.Key() -> proven(read, Optional.empty());
      case Verdict.Contract(var network) -> proven(read, Optional.of(network));
      case Verdict.No(var reason) -> throw new Refusal(Problem.INVALID_WALLET_SIGNATURE, reason);
    };
  }

  private static Verdict verdict(Read read) {
    try {
      return read.chain.verify(read.claim);
    } catch (MalformedInput unreadable) {
      return Verdict.no(String.valueOf(unreadable.getMessage()));
    }
  }

  private static ProvenWallet proven(Read read, Optional<String> network) {
    return new ProvenWallet(read.chain(), read.address(), read.postedAddress, network);
  }

  /// Also of an address that comes beside the proven one: said, not proven, but well formed.
  public String canonical(String chain, String address) {
    return canonical(chains.named(chain), address);
  }

  static String canonical(Chain chain, String address) {
    try {
      return chain.canonical(address);
    } catch (MalformedInput malformed) {
      throw new Refusal(Problem.INVALID_WALLET_ADDRESS, String.valueOf(malformed.getMessage()));
    }
  }
}
