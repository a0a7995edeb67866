package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.StarkHash;
import dev.countersign.environment.Environment;
import dev.countersign.outbound.OutboundFailed;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Accounts of Starknet, which judge their signatures themselves: `is_valid_signature` (SNIP-6), by
/// a call that changes nothing.
///
/// Its networks have ids that no number of the settings can hold, so each endpoint is first asked
/// which network it is of.
record StarknetAccounts(Rpc rpc, RpcUrls urls) {
  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,64}");
  private static final BigInteger SELECTOR =
      StarkHash.keccak("is_valid_signature".getBytes(US_ASCII));

  /// What accounts say for yes: `VALID`, or 1 where they are older than SNIP-6.
  private static final List<BigInteger> YES =
      List.of(new BigInteger(1, "VALID".getBytes(US_ASCII)), BigInteger.ONE);

  /// Errors of the network's API that are about the account: no contract, no such function, and a
  /// call that the contract ended, as many do with a wrong signature.
  private static final int NO_CONTRACT = 20;

  private static final int NO_FUNCTION = 21;
  private static final int CONTRACT_ERROR = 40;

  Verdict verify(
      Environment environment,
      ChainName chain,
      String network,
      BigInteger account,
      BigInteger hash,
      List<BigInteger> signature) {
    List<URI> endpoints =
        urls.of(environment, chain).values().stream().flatMap(List::stream).toList();
    ArrayNode call = call(account, hash, signature);
    Optional<Answer> answer =
        rpc.ask(
            endpoints,
            endpoint ->
                isOf(network, endpoint)
                    ? Optional.of(answer(rpc.call(endpoint, "starknet_call", call)))
                    : Optional.empty());
    if (answer.isEmpty()) return Verdict.no("no RPC URL of that network");
    return switch (answer.get()) {
      case YES -> new Verdict.Contract(network);
      case NO -> Verdict.no("the account does not accept it");
      case NO_ACCOUNT ->
          throw new Refusal(Problem.WALLET_NOT_DEPLOYED, "no account at the address");
    };
  }

  private boolean isOf(String network, URI endpoint) throws OutboundFailed {
    Rpc.Reply reply = rpc.call(endpoint, "starknet_chainId", Json.array());
    if (reply instanceof Rpc.Reply.Result(var id) && isNumber(id)) {
      Optional<String> own = Starknet.network(id.stringValue());
      if (own.isPresent()) return own.get().equals(network);
    }
    throw new OutboundFailed("starknet_chainId: not a network of Starknet");
  }

  private static ArrayNode call(BigInteger account, BigInteger hash, List<BigInteger> signature) {
    ArrayNode calldata = Json.array().add(hex(hash)).add(hex(BigInteger.valueOf(signature.size())));
    for (BigInteger number : signature) calldata.add(hex(number));
    var request =
        Json.object()
            .put("contract_address", hex(account))
            .put("entry_point_selector", hex(SELECTOR))
            .set("calldata", calldata);
    return Json.array().add(request).add("latest");
  }

  private static Answer answer(Rpc.Reply reply) throws OutboundFailed {
    return switch (reply) {
      case Rpc.Reply.Result(var result) -> answer(result);
      case Rpc.Reply.Failure(var code) ->
          switch (code) {
            case NO_CONTRACT -> Answer.NO_ACCOUNT;
            case NO_FUNCTION, CONTRACT_ERROR -> Answer.NO;
            default -> throw new OutboundFailed("starknet_call: error " + code);
          };
    };
  }

  /// A list of numbers is the account's answer, and one of one number may be a yes.
  private static Answer answer(JsonNode result) throws OutboundFailed {
    if (!result.isArray() || !result.valueStream().allMatch(StarknetAccounts::isNumber)) {
      throw new OutboundFailed("starknet_call: no numbers");
    }
    if (result.size() != 1) return Answer.NO;
    String digits = Objects.requireNonNull(result.get(0)).stringValue().substring(2);
    return YES.contains(new BigInteger(digits, 16)) ? Answer.YES : Answer.NO;
  }

  private static boolean isNumber(JsonNode node) {
    return node.isString() && NUMBER.matcher(node.stringValue()).matches();
  }

  private static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
