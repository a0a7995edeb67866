package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.method.wallet.WalletInput;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client posts with a wallet: the proof, and what it tells of the wallet besides. `details`
/// are the client's word, in the spelling of the answer; the additional addresses are not proven.
record WalletRequest(WalletInput proof, String walletName, ObjectNode details) {
  private static final int LONGEST = 256;
  private static final int MOST_ADDRESSES = 20;
  private static final Set<String> PROVIDERS =
      Set.of(
          "browserExtension",
          "custodialService",
          "walletConnect",
          "qrCode",
          "deepLink",
          "embeddedWallet",
          "smartContractWallet");

  static WalletRequest of(Input input) {
    ObjectNode details = Json.object();
    String walletName = bounded("walletName", input.text("walletName"));
    details.put("wallet_name", walletName);
    String provider = input.text("walletProvider");
    if (!PROVIDERS.contains(provider)) throw wrong("walletProvider");
    details.put("wallet_provider", provider);
    ArrayNode addresses = addresses(input.members().path("additionalWalletAddresses"));
    if (!addresses.isEmpty()) details.set("wallet_additional_addresses", addresses);
    return new WalletRequest(WalletInput.of(input), walletName, details);
  }

  private static ArrayNode addresses(JsonNode posted) {
    ArrayNode addresses = Json.array();
    if (posted.isMissingNode() || posted.isNull()) return addresses;
    if (!posted.isArray() || posted.size() > MOST_ADDRESSES) throw wrong("the further addresses");
    for (JsonNode one : posted) {
      ObjectNode address = addresses.addObject();
      for (String name : new String[] {"address", "type", "publicKey", "network"}) {
        JsonNode value = one.path(name);
        if (value.isMissingNode() || value.isNull()) continue;
        if (!value.isString()) throw wrong(name);
        address.put(name, bounded(name, value.stringValue()));
      }
      if (!address.has("address") || !address.has("type")) throw wrong("a further address");
    }
    return addresses;
  }

  private static String bounded(String name, String text) {
    if (text.length() > LONGEST) throw wrong(name);
    return text;
  }

  private static Refusal wrong(String name) {
    return new Refusal(Problem.BAD_REQUEST, name + " is not as expected");
  }
}
