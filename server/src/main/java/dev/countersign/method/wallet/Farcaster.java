package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Keccak256;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.environment.Environment;
import dev.countersign.outbound.Outbound;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Sign In With Farcaster (FIP-11): a sign-in message of EIP-4361 that the account's custody wallet
/// signs, and the registry on OP Mainnet, which says whose wallet that is. In two steps like every
/// wallet: `read` yields the nonce, `prove` is for whoever has spent it.
public final class Farcaster {
  private static final String NETWORK = "10";
  private static final List<URI> USUAL = List.of(URI.create("https://mainnet.optimism.io"));
  private static final String REGISTRY = "0x00000000Fc6c5F01Fc30151999387Bb99A9f489b";

  /// `idOf(address)`, by the first four bytes of its digest.
  private static final String ID_OF =
      HexFormat.of().formatHex(Arrays.copyOf(Keccak256.of("idOf(address)".getBytes(US_ASCII)), 4));

  private static final Pattern FID = Pattern.compile("farcaster://fid/([1-9][0-9]{0,18})");

  private final Chains chains;
  private final MessageChecks checks;
  private final Rpc rpc;

  public Farcaster(Chains chains, MessageRules rules, Outbound outbound, Clock clock) {
    this.chains = chains;
    this.checks = new MessageChecks(rules, clock);
    this.rpc = new Rpc(outbound);
  }

  /// What an app posts.
  public record Posted(
      String address, String domain, String nonce, String message, String signature) {}

  /// A message that fits what was posted, site and time; nothing is proven yet.
  public static final class Read {
    private final Chain chain;
    private final Claim claim;
    private final String fid;

    private Read(Chain chain, Claim claim, String fid) {
      this.chain = chain;
      this.claim = claim;
      this.fid = fid;
    }

    /// To be spent before `prove`.
    public String nonce() {
      return claim.message().nonce();
    }

    public String fid() {
      return fid;
    }

    public String address() {
      return claim.address();
    }
  }

  public Read read(Environment environment, Posted posted) {
    Chain chain = chains.named(Evm.ETHEREUM.wire());
    String address = Wallets.canonical(chain, posted.address());
    var message = SignInMessage.parse(posted.message(), Evm.ETHEREUM.title());
    if (!Wallets.canonical(chain, message.address()).equals(address)) throw wrong("the address");
    if (!message.nonce().equals(posted.nonce())) throw wrong("the nonce");
    if (!message.domain().equals(posted.domain())) throw wrong("the domain");
    if (!message.chainId().equals(Optional.of(NETWORK))) throw wrong("the network");
    checks.checkOrigin(environment, message);
    checks.checkTimes(message);
    List<String> fids =
        message.resources().stream()
            .map(FID::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .toList();
    if (fids.size() != 1) throw wrong("the account");
    var claim =
        new Claim(
            environment,
            message,
            posted.message(),
            posted.signature(),
            address,
            Optional.of(NETWORK));
    return new Read(chain, claim, fids.getFirst());
  }

  /// That the wallet has signed, and that the account is the wallet's now.
  public void prove(Read read) {
    if (!signed(read)) {
      throw new Refusal(Problem.INVALID_WALLET_SIGNATURE, "farcaster: not the wallet's signature");
    }
    BigInteger owned = idOf(read.claim.environment(), read.address());
    if (!owned.equals(new BigInteger(read.fid()))) {
      throw new Refusal(Problem.OTHER_VERIFY_FAILURE, "farcaster: the account is another wallet's");
    }
  }

  private static boolean signed(Read read) {
    try {
      return !(read.chain.verify(read.claim) instanceof Verdict.No);
    } catch (MalformedInput _) {
      return false;
    }
  }

  /// Zero for a wallet without an account.
  private BigInteger idOf(Environment environment, String address) {
    List<URI> own =
        ChainSettings.rpcUrls(environment, Evm.ETHEREUM).getOrDefault(NETWORK, List.of());
    String word = "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
    var call = Json.object().put("to", REGISTRY).put("data", "0x" + ID_OF + word);
    var parameters = Json.array().add(call).add("latest");
    return rpc.ask(own.isEmpty() ? USUAL : own, "eth_call", parameters, Farcaster::number);
  }

  private static Optional<BigInteger> number(JsonNode result) {
    String hex = result.stringValueOpt().orElse("");
    if (!hex.matches("0x[0-9a-f]{64}")) return Optional.empty();
    return Optional.of(new BigInteger(hex.substring(2), 16));
  }

  private static Refusal wrong(String what) {
    return new Refusal(Problem.INVALID_SIGN_IN_MESSAGE, "farcaster: " + what);
  }
}
