package dev.countersign.method.wallet;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import java.math.BigInteger;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Smart accounts of an EVM network: deployed ones (ERC-1271), ones not deployed yet (ERC-6492), and
/// keys that act by code (EIP-7702). The account judges its signature, whatever its length.
///
/// One eth_call runs the creation code of `SignatureCheck.sol` and nothing is deployed. That code
/// answers whatever an account does, so an error of the call is the endpoint's, never a no.
record ContractAccounts(Rpc rpc, RpcUrls urls) {
  private static final CreationCode CHECK = new CreationCode("SignatureCheck");

  /// As `SignatureCheck.sol` counts them.
  private static final List<Answer> ANSWERS = List.of(Answer.NO, Answer.YES, Answer.NO_ACCOUNT);

  private static final HexFormat HEX = HexFormat.of();
  private static final int WORD = 32;

  Verdict verify(
      Environment environment,
      ChainName chain,
      String network,
      String address,
      byte[] hash,
      byte[] signature) {
    List<URI> endpoints = urls.of(environment, chain).getOrDefault(network, List.of());
    if (endpoints.isEmpty()) return Verdict.no("not the key's, and no RPC URL of that network");
    CounterfactualSignature parts = CounterfactualSignature.of(signature);
    var parameters = CHECK.call(new CheckArguments(address, hash, parts).encoded());
    Answer answer = rpc.ask(endpoints, "eth_call", parameters, result -> answer(result, network));
    return switch (answer) {
      case YES -> new Verdict.Contract(network);
      case NO -> Verdict.no("the account does not accept it");
      case NO_ACCOUNT -> notDeployed(signature);
    };
  }

  /// Either a key's signature that is not of this key, or of an account that is not there. Which one
  /// it is changes nothing but the advice.
  private static Verdict notDeployed(byte[] signature) {
    if (signature.length == Evm.SIGNATURE) return Verdict.no("no account there, not the key's");
    throw new Refusal(Problem.WALLET_NOT_DEPLOYED, "no account at the address");
  }

  /// Two words: the answer, and the chain's id, which must be the network's: an endpoint of another
  /// network may know another account at the same address.
  private static Optional<Answer> answer(JsonNode result, String network) {
    if (!result.isString() || !result.stringValue().matches("0x[0-9a-f]{128}")) {
      return Optional.empty();
    }
    byte[] words = HEX.parseHex(result.stringValue().substring(2));
    BigInteger answer = new BigInteger(1, words, 0, WORD);
    BigInteger chainId = new BigInteger(1, words, WORD, WORD);
    boolean ours = chainId.toString().equals(network) && answer.bitLength() <= 2;
    if (!ours || answer.intValue() >= ANSWERS.size()) return Optional.empty();
    return Optional.of(ANSWERS.get(answer.intValue()));
  }
}
