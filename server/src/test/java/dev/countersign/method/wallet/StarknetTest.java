package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.environment.Origin;
import dev.countersign.method.wallet.StarknetNode.Manner;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Accounts of Starknet on two networks, by signatures that `starknet` made.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StarknetTest {
  private static final String MAIN = "0x534e5f4d41494e";
  private static final String SEPOLIA = "0x534e5f5345504f4c4941";
  private static final Environment ENVIRONMENT =
      Vectors.environment(
          Kind.LIVE,
          List.of(
              new Origin("https://app.example.org"),
              new Origin("https://application.with-a-long-name.example.org")));
  private static final WalletInput GOOD = Vectors.of("starknet").findFirst().orElseThrow().input();

  @AutoClose private final StarknetNode main = node(MAIN, Manner.STANDARD);
  @AutoClose private final StarknetNode sepolia = node(SEPOLIA, Manner.STANDARD);

  static Stream<Vector> vectors() {
    return Vectors.of("starknet");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void judgesAsTheVectorSays(Vector vector) {
    assertThat(outcome(vector.input(), main.url(), sepolia.url())).isEqualTo(vector.expect());
  }

  @Test
  void namesTheNetworkThatTheProofHoldsOn() {
    ProvenWallet proven = prove(GOOD, sepolia.url(), main.url());

    assertThat(proven.network()).hasValue("SN_MAIN");
    assertThat(proven.account()).isEqualTo("SN_MAIN:" + proven.address());
    assertThat(proven.address()).matches("0x[0-9a-f]{64}");
    assertThat(proven.postedAddress()).isEqualTo(GOOD.address());
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, contract, invalid_wallet_signature",
    "ENDS_THE_CALL, contract, invalid_wallet_signature",
    "SAYS_ONE, contract, invalid_wallet_signature",
    "SAYS_TWO, invalid_wallet_signature, invalid_wallet_signature",
    "SAYS_VALID_TWICE, invalid_wallet_signature, invalid_wallet_signature",
    "SAYS_NOTHING, invalid_wallet_signature, invalid_wallet_signature",
    "HAS_NO_SUCH_FUNCTION, invalid_wallet_signature, invalid_wallet_signature"
  })
  void takesAnAccountAtItsWord(Manner manner, String good, String forged) {
    try (StarknetNode node = node(MAIN, manner)) {
      assertThat(outcome(GOOD, node.url())).isEqualTo(good);
      assertThat(outcome(signed("0x1,0x2"), node.url())).isEqualTo(forged);
    }
  }

  /// The account is asked on the network that was signed for, and on no other.
  @Test
  void asksNoOtherNetwork() {
    assertThat(outcome(GOOD, sepolia.url())).isEqualTo("invalid_wallet_signature");
    assertThat(sepolia.calls()).isEqualTo(1);
    assertThat(outcome(GOOD, sepolia.url(), main.url())).isEqualTo("contract");
  }

  @Test
  void asksTheNextEndpointWhereOneFails() {
    URI dead = LocalEndpoint.DEAD;

    assertThat(outcome(GOOD, dead, main.url())).isEqualTo("contract");
    assertThat(outcome(GOOD, dead, dead, main.url())).isEqualTo("contract");
    assertThat(outcome(GOOD, dead, dead)).isEqualTo("wallet_network_unavailable");
    assertThat(outcome(GOOD, dead, sepolia.url())).isEqualTo("wallet_network_unavailable");
    assertThat(outcome(GOOD, dead, dead, dead, main.url())).isEqualTo("wallet_network_unavailable");
    assertThat(outcome(GOOD)).isEqualTo("invalid_wallet_signature");
  }

  /// A refusal of one endpoint is final: another one that says yes is not looked for.
  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"SAYS_TWO", "SAYS_NOTHING", "HAS_NO_SUCH_FUNCTION"})
  void looksForNoOtherAnswer(Manner manner) {
    try (StarknetNode no = node(MAIN, manner)) {
      assertThat(outcome(GOOD, no.url(), main.url())).isEqualTo("invalid_wallet_signature");
    }
  }

  private static WalletInput signed(String signature) {
    return new WalletInput(
        GOOD.chain(), GOOD.address(), GOOD.message(), signature, Optional.of(MAIN));
  }

  private static StarknetNode node(String chainId, Manner manner) {
    var node = new StarknetNode(chainId);
    Vectors.resource("starknet.json")
        .get("keys")
        .properties()
        .forEach(
            key -> node.with(key.getKey(), StarkPoint.of(key.getValue().stringValue()), manner));
    return node;
  }

  private static String outcome(WalletInput input, URI... endpoints) {
    return Vectors.outcome(() -> prove(input, endpoints));
  }

  private static ProvenWallet prove(WalletInput input, URI... endpoints) {
    try (var outbound = new Outbound(Reach.LOOPBACK_TOO, Duration.ofSeconds(10))) {
      Chains chains =
          Chains.all(
              CryptoProvider.jdk(),
              Secp256k1.pure(),
              outbound,
              (_, _) -> Map.of("1", List.of(endpoints)));
      var house =
          new Wallets(
              chains, MessageRules.STANDARD, Clock.fixed(Vectors.ISSUED_AT, ZoneOffset.UTC));
      return house.prove(house.read(ENVIRONMENT, input));
    }
  }
}
