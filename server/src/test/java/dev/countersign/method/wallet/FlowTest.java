package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.method.wallet.LocalEndpoint.Said;
import dev.countersign.method.wallet.Vectors.Vector;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Accounts of Flow, whose keys an access node tells.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FlowTest {
  private static final WalletInput GOOD = Vectors.of("flow").findFirst().orElseThrow().input();
  private static final String TOLD = told();

  @AutoClose private final FlowNode node = node();
  @AutoClose private final FlowNode empty = new FlowNode();

  static Stream<Vector> vectors() {
    return Vectors.of("flow");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void judgesAsTheVectorSays(Vector vector) {
    assertThat(outcome(vector.input(), node.url())).isEqualTo(vector.expect());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void acceptsNoChangedSignature(Vector vector) {
    if (!vector.proven()) return;
    ObjectNode posted = Json.object(vector.input().signature());
    for (var one : posted.get("signedMessage")) {
      String signature = one.get("signature").stringValue();
      for (int at = 0; at < signature.length(); at += 16) {
        var bad = new StringBuilder(signature);
        bad.setCharAt(at, signature.charAt(at) == '7' ? '8' : '7');
        String text = vector.input().signature().replace(signature, bad);
        assertThat(outcome(signed(text), node.url())).isEqualTo("invalid_wallet_signature");
      }
    }
  }

  @Test
  void asksTheNextEndpointWhereOneFailsOrKnowsNothing() {
    URI dead = LocalEndpoint.DEAD;

    assertThat(outcome(GOOD, dead, node.url())).isEqualTo("key");
    assertThat(outcome(GOOD, empty.url(), node.url())).isEqualTo("key");
    assertThat(outcome(GOOD, dead, dead)).isEqualTo("wallet_network_unavailable");
    assertThat(outcome(GOOD, dead, empty.url())).isEqualTo("wallet_network_unavailable");
    assertThat(outcome(GOOD, empty.url())).isEqualTo("invalid_wallet_signature");
    assertThat(outcome(GOOD)).isEqualTo("invalid_wallet_signature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/", "/?key=secret", "/v1?key=secret"})
  void asksBelowTheAddressOfTheOperator(String more) {
    assertThat(outcome(GOOD, URI.create(node.url() + more))).isEqualTo("key");
  }

  /// What a node may tell of the account, and what comes of it: one that makes no sense is no answer.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"weight\":\"1000\" | \"weight\":1000 | key",
        "\"ECDSA_P256\" | \"ECDSAP256\" | key",
        "\"ECDSA_P256\" | \"BLS_BLS12381\" | invalid_wallet_signature",
        "\"ECDSA_P256\" | \"ECDSA_secp256k1\" | invalid_wallet_signature",
        "\"SHA3_256\" | \"SHA2_256\" | invalid_wallet_signature",
        "\"SHA3_256\" | \"SHA3_384\" | invalid_wallet_signature",
        "\"weight\":\"1000\" | \"weight\":\"999\" | invalid_wallet_signature",
        "\"revoked\":false | \"revoked\":true | invalid_wallet_signature",
        "\"index\":\"0\" | \"index\":\"7\" | invalid_wallet_signature",
        "\"index\":\"0\" | \"index\":\"1\" | wallet_network_unavailable",
        "\"index\":\"0\" | \"index\":\"-1\" | wallet_network_unavailable",
        "\"index\":\"0\" | \"index\":null | wallet_network_unavailable",
        "\"weight\":\"1000\" | \"weight\":\"many\" | wallet_network_unavailable",
        "\"weight\":\"1000\" | \"weight\":\"99999999999\" | wallet_network_unavailable",
        "\"weight\":\"1000\" | \"weight\":[] | wallet_network_unavailable",
        "\"revoked\":false | \"revoked\":\"false\" | wallet_network_unavailable",
        "\"revoked\":false | \"revoked\":null | wallet_network_unavailable",
        "\"public_key\":\"0x | \"public_key\":\"0x00 | wallet_network_unavailable",
        "\"public_key\" | \"publicKey\" | wallet_network_unavailable",
        "1d007d755531709b | 1654653399040a61 | wallet_network_unavailable",
        "\"keys\":[ | \"keys\":[1, | wallet_network_unavailable",
        "\"keys\" | \"_keys\" | wallet_network_unavailable"
      })
  void readsTheKeysOrNothing(String part, String other, String expected) {
    assertThat(TOLD).contains(part);
    String told = TOLD.replace(part, other);
    try (var said = new LocalEndpoint(_ -> Said.ok(told))) {
      assertThat(outcome(GOOD, said.url())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.method.wallet.RpcTest#junk")
  void takesJunkForNoAnswer(String junk) {
    try (var said = new LocalEndpoint(_ -> Said.ok(junk))) {
      assertThat(outcome(GOOD, said.url())).isEqualTo("wallet_network_unavailable");
    }
  }

  private static WalletInput signed(String signature) {
    return new WalletInput(
        GOOD.chain(), GOOD.address(), GOOD.message(), signature, Optional.empty());
  }

  private static ObjectNode accounts() {
    return (ObjectNode) Vectors.resource("flow.json").get("accounts");
  }

  private static FlowNode node() {
    var node = new FlowNode();
    accounts().properties().forEach(one -> node.with(one.getKey(), one.getValue()));
    return node;
  }

  /// The account's first two keys, as a node tells them.
  private static String told() {
    var keys = (ArrayNode) accounts().get(GOOD.address());
    var account = Json.object().put("address", GOOD.address().substring(2));
    account.set("keys", Json.array().add(keys.get(0)).add(keys.get(1)));
    return Json.text(account);
  }

  private static String outcome(WalletInput input, URI... endpoints) {
    try (var outbound = new Outbound(Reach.LOOPBACK_TOO, Duration.ofSeconds(10))) {
      Chains chains =
          Chains.all(
              CryptoProvider.jdk(),
              Secp256k1.pure(),
              outbound,
              (_, _) -> Map.of("1", List.of(endpoints)));
      Clock clock = Clock.fixed(Vectors.ISSUED_AT, ZoneOffset.UTC);
      return Vectors.outcome(new Wallets(chains, MessageRules.STANDARD, clock), input);
    }
  }
}
