package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.method.wallet.LocalEndpoint.Said;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Endpoints that answer anything: nobody is proven by it, and what is said of it is the truth.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RpcTest {
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":%s}";
  private static final String YES_ON_ONE =
      "\"0x" + "0".repeat(63) + "1" + "0".repeat(63) + "1" + "\"";

  /// What every chain must take for no answer at all.
  static Stream<String> junk() {
    return Stream.of(
        "",
        " ",
        "yes",
        "true",
        "1",
        "null",
        "[]",
        "{}",
        "<html><body>Too many requests</body></html>",
        "\u0000\u0001",
        ANSWER.formatted(YES_ON_ONE).repeat(2),
        "[" + ANSWER.formatted(YES_ON_ONE) + "]",
        ANSWER.formatted(YES_ON_ONE).replace("\"id\":1", "\"id\":2"),
        ANSWER.formatted(YES_ON_ONE).replace("\"id\":1", "\"id\":\"1\""),
        ANSWER.formatted(YES_ON_ONE).replace("\"id\":1,", ""),
        ANSWER.formatted(YES_ON_ONE).replace("\"id\":1,", "\"id\":1,\"id\":1,"),
        ANSWER.formatted(YES_ON_ONE + ",\"error\":null"),
        ANSWER.formatted(YES_ON_ONE + ",\"error\":{\"code\":-32000,\"message\":\"no\"}"),
        ANSWER.formatted("null"),
        ANSWER.formatted("true"),
        ANSWER.formatted("1"),
        ANSWER.formatted("1e400000000"),
        ANSWER.formatted("9".repeat(5_000)),
        ANSWER.formatted("{}"),
        ANSWER.formatted("\"\""),
        ANSWER.formatted("\"0x\""),
        ANSWER.formatted("\"0x1\""),
        ANSWER.formatted("\"yes\""),
        ANSWER.formatted("[true]"),
        ANSWER.formatted("[1]"),
        ANSWER.formatted("[\"1\"]"),
        ANSWER.formatted("[[\"0x56414c4944\"]]"),
        ANSWER.formatted("[".repeat(2_000) + "]".repeat(2_000)),
        ANSWER.formatted("\"" + "0".repeat(70_000) + "\""),
        ANSWER.replace("\"result\":%s", "\"error\":{\"code\":-32603,\"message\":\"no\"}"),
        ANSWER.replace("\"result\":%s", "\"error\":{\"code\":\"20\"}"),
        ANSWER.replace("\"result\":%s", "\"error\":{}"),
        ANSWER.replace("\"result\":%s", "\"error\":\"no\""),
        ANSWER.replace("\"result\":%s", "\"error\":null"),
        ANSWER.replace(",\"result\":%s", ""));
  }

  @ParameterizedTest
  @MethodSource("junk")
  void takesJunkForNoAnswer(String junk) {
    try (var endpoint = new LocalEndpoint(_ -> Said.ok(junk))) {
      assertThat(evm(endpoint.url())).isEqualTo("wallet_network_unavailable");
      assertThat(starknet(endpoint.url())).isEqualTo("wallet_network_unavailable");
    }
  }

  /// The same after an endpoint has said that it is of the right network.
  @ParameterizedTest
  @MethodSource("junk")
  void takesJunkForNoAnswerOfAnAccount(String junk) {
    try (var endpoint = starknetNode(Said.ok(junk))) {
      assertThat(starknet(endpoint.url())).isEqualTo("wallet_network_unavailable");
    }
  }

  @Test
  void readsTheAnswersThatJunkIsMadeOf() {
    try (var evm = new LocalEndpoint(_ -> Said.ok(ANSWER.formatted(YES_ON_ONE)));
        var starknet = starknetNode(Said.ok(ANSWER.formatted("[\"0x56414c4944\"]")))) {
      assertThat(evm(evm.url())).isEqualTo("contract");
      assertThat(starknet(starknet.url())).isEqualTo("contract");
    }
  }

  @Test
  void takesNoOtherStatusForAnAnswer() {
    byte[] yes = ANSWER.formatted(YES_ON_ONE).getBytes(UTF_8);
    for (int status : new int[] {201, 204, 302, 400, 404, 429, 500, 503}) {
      byte[] body = status == 204 ? new byte[0] : yes;
      try (var endpoint = new LocalEndpoint(_ -> new Said(status, body))) {
        assertThat(evm(endpoint.url())).isEqualTo("wallet_network_unavailable");
      }
    }
  }

  /// An answer that ends early, or of which some bytes are others, is a yes only where it still says
  /// yes.
  @Test
  void takesNoPartOfAnAnswer() {
    String yes = ANSWER.formatted(YES_ON_ONE);
    var broken = new ArrayList<byte[]>();
    for (int length = 0; length < yes.length(); length += 7) {
      broken.add(Arrays.copyOf(yes.getBytes(UTF_8), length));
    }
    var random = new SplittableRandom(20_260_101);
    for (int round = 0; round < 60; round++) {
      byte[] changed = yes.getBytes(UTF_8);
      int at = yes.indexOf("0x") + random.nextInt(130);
      changed[at] = (byte) (changed[at] ^ (1 + random.nextInt(255)));
      broken.add(changed);
    }
    for (byte[] body : broken) {
      try (var endpoint = new LocalEndpoint(_ -> new Said(200, body))) {
        assertThat(evm(endpoint.url())).isNotIn("contract", "key");
      }
    }
  }

  @Test
  void asksNoMoreThanThreeThatFail() {
    try (var junk = new LocalEndpoint(_ -> Said.ok("junk"))) {
      URI url = junk.url();
      assertThat(evm(url, url, url, url, url)).isEqualTo("wallet_network_unavailable");
      assertThat(junk.calls()).isEqualTo(3);
    }
  }

  @Test
  void goesOnAfterJunk() {
    try (var junk = new LocalEndpoint(_ -> Said.ok("junk"));
        var good = new LocalEndpoint(_ -> Said.ok(ANSWER.formatted(YES_ON_ONE)))) {
      assertThat(evm(junk.url(), good.url())).isEqualTo("contract");
    }
  }

  private static LocalEndpoint starknetNode(Said called) {
    return new LocalEndpoint(
        asked ->
            new String(asked.body(), UTF_8).contains("starknet_chainId")
                ? Said.ok(ANSWER.formatted("\"0x534e5f4d41494e\""))
                : called);
  }

  private static String evm(URI... endpoints) {
    WalletInput good = Vectors.of("evm").findFirst().orElseThrow().input();
    String signature = good.signature() + "00";
    return outcome(
        new WalletInput("EVM", good.address(), good.message(), signature, Optional.empty()),
        endpoints);
  }

  private static String starknet(URI... endpoints) {
    return outcome(Vectors.of("starknet").findFirst().orElseThrow().input(), endpoints);
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
