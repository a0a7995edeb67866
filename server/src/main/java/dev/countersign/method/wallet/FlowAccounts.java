package dev.countersign.method.wallet;

import dev.countersign.crypto.Ecdsa;
import dev.countersign.environment.Environment;
import dev.countersign.method.wallet.FlowKey.Digest;
import dev.countersign.outbound.OutboundFailed;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The keys of Flow's accounts, as access nodes tell them over HTTP (Flow Access API, `GET
/// /v1/accounts/{address}?expand=keys`).
record FlowAccounts(Rpc rpc, RpcUrls urls) {
  private static final Pattern POINT = Pattern.compile("(?:0x)?([0-9a-fA-F]{128})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /// By their number, revoked ones too; empty where no network knows the account.
  Optional<Map<Integer, FlowKey>> keys(Environment environment, ChainName chain, String address) {
    String digits = address.substring(2);
    List<URI> endpoints =
        urls.of(environment, chain).values().stream().flatMap(List::stream).toList();
    return rpc.ask(
        endpoints,
        endpoint -> {
          Optional<JsonNode> account = rpc.get(account(endpoint, digits));
          return account.isPresent() ? Optional.of(keys(account.get(), digits)) : Optional.empty();
        });
  }

  /// The operator's address may end on the version, and may have a query of its own.
  private static URI account(URI endpoint, String address) {
    String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
    String base = path.replaceFirst("/+$", "").replaceFirst("/v1$", "");
    String query = endpoint.getRawQuery() == null ? "" : endpoint.getRawQuery() + "&";
    return URI.create(
        endpoint.getScheme()
            + "://"
            + endpoint.getRawAuthority()
            + base
            + "/v1/accounts/"
            + address
            + "?"
            + query
            + "expand=keys");
  }

  private static Map<Integer, FlowKey> keys(JsonNode account, String address)
      throws OutboundFailed {
    String told = account.path("address").stringValue("").toLowerCase(Locale.ROOT);
    JsonNode list = account.path("keys");
    if (!told.replaceFirst("^0x", "").equals(address) || !list.isArray()) {
      throw new OutboundFailed("accounts: not that account");
    }
    var keys = new HashMap<Integer, FlowKey>();
    for (JsonNode one : list) {
      int index = number(one.path("index"));
      Optional<FlowKey> key = key(one);
      if (key.isPresent() && keys.put(index, key.get()) != null) {
        throw new OutboundFailed("accounts: a key twice");
      }
    }
    return keys;
  }

  /// Empty for algorithms that sign no messages of users.
  private static Optional<FlowKey> key(JsonNode key) throws OutboundFailed {
    int weight = number(key.path("weight"));
    JsonNode revoked = key.path("revoked");
    if (!revoked.isBoolean()) throw new OutboundFailed("accounts: not a key");
    Optional<Ecdsa> curve = curve(key.path("signing_algorithm").stringValue(""));
    Optional<Digest> digest = digest(key.path("hashing_algorithm").stringValue(""));
    if (curve.isEmpty() || digest.isEmpty()) return Optional.empty();
    var point = POINT.matcher(key.path("public_key").stringValue(""));
    if (!point.matches()) throw new OutboundFailed("accounts: no public key");
    return Optional.of(
        new FlowKey(
            Posted.hex(point.group(1)), curve.get(), digest.get(), weight, revoked.booleanValue()));
  }

  /// Nodes write `ECDSA_P256`, the API's description `ECDSAP256`.
  private static Optional<Ecdsa> curve(String name) {
    return switch (name.replace("_", "").toLowerCase(Locale.ROOT)) {
      case "ecdsap256" -> Optional.of(Ecdsa.P256);
      case "ecdsasecp256k1" -> Optional.of(Ecdsa.SECP256K1);
      default -> Optional.empty();
    };
  }

  private static Optional<Digest> digest(String name) {
    return switch (name) {
      case "SHA2_256" -> Optional.of(Digest.SHA2_256);
      case "SHA3_256" -> Optional.of(Digest.SHA3_256);
      default -> Optional.empty();
    };
  }

  /// Numbers come as text.
  private static int number(JsonNode node) throws OutboundFailed {
    String text = node.isString() ? node.stringValue() : node.toString();
    if (!NUMBER.matcher(text).matches()) throw new OutboundFailed("accounts: no number");
    return Integer.parseInt(text);
  }
}
