package dev.countersign.method.wallet;

import dev.countersign.base.Json;
import java.math.BigInteger;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A network of Starknet as far as accounts go: `starknet_chainId` and `starknet_call` of its JSON-RPC
/// (0.8), with accounts that verify signatures of the Stark curve.
final class StarknetNode implements AutoCloseable {
  /// Numbers of the API have no leading zeros.
  private static final Pattern NUMBER = Pattern.compile("0x(0|[a-fA-F1-9][a-fA-F0-9]{0,62})");

  private static final String IS_VALID_SIGNATURE =
      "0x28420862938116cb3bbdbedee07451ccc54d4e9412dbef71142ad1980a30941";
  private static final String VALID = "0x56414c4944";

  /// How an account says yes and no.
  enum Manner {
    STANDARD,
    ENDS_THE_CALL,
    SAYS_ONE,
    SAYS_TWO,
    SAYS_VALID_TWICE,
    SAYS_NOTHING,
    HAS_NO_SUCH_FUNCTION
  }

  private record Account(StarkPoint key, Manner manner) {}

  private final Map<BigInteger, Account> accounts = new HashMap<>();
  private final LocalEndpoint endpoint;
  private final String chainId;

  StarknetNode(String chainId) {
    this.chainId = chainId;
    this.endpoint =
        new LocalEndpoint(
            asked -> LocalEndpoint.Said.ok(Json.text(answer(Json.parse(asked.body())))));
  }

  StarknetNode with(String address, StarkPoint key, Manner manner) {
    accounts.put(number(address), new Account(key, manner));
    return this;
  }

  URI url() {
    return endpoint.url();
  }

  int calls() {
    return endpoint.calls();
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private JsonNode answer(JsonNode question) {
    var answer = Json.object().put("jsonrpc", "2.0");
    answer.set("id", question.get("id"));
    JsonNode said =
        switch (question.get("method").stringValue()) {
          case "starknet_chainId" -> Json.object().put("result", chainId);
          case "starknet_call" -> call(question.get("params"));
          default -> error(-32601);
        };
    said.properties().forEach(one -> answer.set(one.getKey(), one.getValue()));
    return answer;
  }

  private JsonNode call(JsonNode parameters) {
    JsonNode call = parameters.get(0);
    JsonNode calldata = call.get("calldata");
    boolean wellFormed =
        parameters.get(1).stringValue().equals("latest")
            && NUMBER.matcher(call.get("contract_address").stringValue()).matches()
            && calldata.valueStream().allMatch(one -> NUMBER.matcher(one.stringValue()).matches());
    if (!wellFormed) return error(-32602);
    Account account = accounts.get(number(call.get("contract_address").stringValue()));
    if (account == null) return error(20);
    boolean known = call.get("entry_point_selector").stringValue().equals(IS_VALID_SIGNATURE);
    if (!known || account.manner == Manner.HAS_NO_SUCH_FUNCTION) return error(21);
    return said(account, calldata.valueStream().map(one -> number(one.stringValue())).toList());
  }

  /// Calldata: the hash, how many numbers there are, the numbers.
  private static JsonNode said(Account account, List<BigInteger> calldata) {
    boolean whole = calldata.size() >= 2 && calldata.get(1).intValue() == calldata.size() - 2;
    if (!whole) return error(40);
    boolean valid =
        calldata.size() == 4
            && account.key.verifies(calldata.get(0), calldata.get(2), calldata.get(3));
    return switch (account.manner) {
      case STANDARD -> result(valid ? VALID : "0x0");
      case ENDS_THE_CALL -> valid ? result(VALID) : error(40);
      case SAYS_ONE -> result(valid ? "0x1" : "0x0");
      case SAYS_TWO -> result("0x2");
      case SAYS_VALID_TWICE -> result(VALID, VALID);
      case SAYS_NOTHING -> result();
      case HAS_NO_SUCH_FUNCTION -> error(21);
    };
  }

  private static JsonNode result(String... numbers) {
    return Json.object().set("result", Json.tree(numbers));
  }

  private static JsonNode error(int code) {
    return Json.object().set("error", Json.object().put("code", code).put("message", "no"));
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex.substring(2), 16);
  }
}
