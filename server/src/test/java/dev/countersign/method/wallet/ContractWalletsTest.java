package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Refusal;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Smart accounts on a real EVM: ERC-1271, ERC-6492 and EIP-7702.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ContractWalletsTest {
  private static final Path CREATION_CODES =
      Path.of("src", "main", "resources", "dev", "countersign", "method", "wallet");

  private static @Nullable EvmNode started;

  private static EvmNode node() {
    return Objects.requireNonNull(started);
  }

  @BeforeAll
  static void start() throws IOException {
    started = EvmNode.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (started != null) started.stop();
  }

  /// What of the account, by which signature, and what comes of it.
  @ParameterizedTest
  @CsvSource({
    // ERC-1271, by whatever length the account likes.
    "owned, key, contract",
    "owned, long, contract",
    "owned, stranger, invalid_wallet_signature",
    "owned, delegated, invalid_wallet_signature",
    "owned, empty, invalid_wallet_signature",
    "approving, empty, invalid_wallet_signature",
    "approving, approved, contract",
    "approving, key, invalid_wallet_signature",
    // ERC-6492: not deployed, deployed by the signature, in vain, and already deployed.
    "future, deployed, contract",
    "future, deployed for a stranger, invalid_wallet_signature",
    "future, deployed by nothing, wallet_not_deployed",
    "future, deployed by a revert, wallet_not_deployed",
    "future, deployed by nobody, wallet_not_deployed",
    "future, long, wallet_not_deployed",
    "future, empty, wallet_not_deployed",
    "future, key, invalid_wallet_signature",
    "nobody, deployed, wallet_not_deployed",
    "owned, deployed, contract",
    "owned, deployed by a revert, contract",
    "owned, deployed for a stranger, invalid_wallet_signature",
    "prepared, key, invalid_wallet_signature",
    "prepared, prepared, contract",
    "prepared, prepared for a stranger, invalid_wallet_signature",
    // EIP-7702: by the key itself, and by the code lent to it.
    "delegated, delegated, key",
    "delegated, key, contract",
    "delegated, long, contract",
    "delegated, stranger, invalid_wallet_signature",
    // Accounts that answer anything but yes.
    "Reverting, key, invalid_wallet_signature",
    "Silent, key, invalid_wallet_signature",
    "SaysTrue, key, invalid_wallet_signature",
    "SaysMore, key, invalid_wallet_signature",
    "SaysLess, key, invalid_wallet_signature",
    "Echoes, key, invalid_wallet_signature",
    "Floods, key, invalid_wallet_signature",
    "Burns, key, invalid_wallet_signature",
    // Nobody there.
    "nobody, key, invalid_wallet_signature",
    "nobody, long, wallet_not_deployed"
  })
  void judgesAsTheAccountDoes(String account, String signature, String expected) {
    String text = message(node().account(account));

    assertThat(outcome(node().account(account), text, node().sign(signature, text), node().url()))
        .isEqualTo(expected);
  }

  @Test
  void keepsTheAccountsOfNetworksAndKeysApart() {
    var onTen = new ProvenWallet(Evm.ETHEREUM, "0xA", "0xa", Optional.of("10"));
    var byKey = new ProvenWallet(Evm.ETHEREUM, "0xA", "0xa", Optional.empty());

    assertThat(onTen.account()).isEqualTo("10:0xA");
    assertThat(byKey.account()).isEqualTo("0xA");
  }

  @Test
  void deploysNothing() {
    String future = node().account("future");
    String text = message(future);

    assertThat(outcome(future, text, node().sign("deployed", text), node().url()))
        .isEqualTo("contract");
    assertThat(node().call("eth_getCode", future)).isEqualTo("0x");
  }

  /// The precompiled contracts have no code, and one of them echoes what it is sent.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x0000000000000000000000000000000000000001",
        "0x0000000000000000000000000000000000000002",
        "0x0000000000000000000000000000000000000004"
      })
  void provesNoPrecompiledContract(String address) {
    String text = message(address);

    assertThat(outcome(address, text, node().sign("long", text), node().url()))
        .isEqualTo("wallet_not_deployed");
  }

  @Test
  void provesNoOtherMessageOrAccount() {
    String owned = node().account("owned");
    String signature = node().sign("long", message(owned));

    assertThat(
            outcome(owned, message(owned).replace("Welcome", "welcome"), signature, node().url()))
        .isEqualTo("invalid_wallet_signature");
    String other = node().account("prepared");
    assertThat(outcome(other, message(other), signature, node().url()))
        .isEqualTo("invalid_wallet_signature");
  }

  /// The same address on another network may be someone else's account.
  @Test
  void believesNoEndpointOfAnotherNetwork() {
    String owned = node().account("owned");
    String text = message(owned).replace("Chain ID: 1\n", "Chain ID: 10\n");

    assertThat(outcome(owned, text, node().sign("long", text), node().url()))
        .isEqualTo("wallet_network_unavailable");
  }

  @Test
  void asksTheNextEndpointWhereOneFails() {
    String owned = node().account("owned");
    String text = message(owned);
    URI dead = LocalEndpoint.DEAD;

    assertThat(outcome(owned, text, node().sign("long", text), dead, node().url()))
        .isEqualTo("contract");
    assertThat(outcome(owned, text, node().sign("long", text), dead, dead))
        .isEqualTo("wallet_network_unavailable");
    assertThat(outcome(owned, text, node().sign("long", text)))
        .isEqualTo("invalid_wallet_signature");
  }

  /// A key needs nobody: not even a network that answers.
  @Test
  void asksNobodyAboutAKey() {
    String key = node().account("delegated");
    String text = message(key);

    assertThat(outcome(key, text, node().sign("delegated", text), LocalEndpoint.DEAD))
        .isEqualTo("key");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 63, 64, 95, 96, 160, 300})
  void refusesWrappingsThatLeadNowhere(int length) {
    String future = node().account("future");
    String text = message(future);

    for (String filler : List.of("00", "ff", "6492")) {
      String wrapped = "0x" + filler.repeat(length).substring(0, length * 2) + "6492".repeat(16);
      assertThat(outcome(future, text, wrapped, node().url()))
          .isIn("invalid_wallet_signature", "wallet_not_deployed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SignatureCheck", "NameLookup"})
  void sendsTheCodeThatItsSourceMakes(String contract) throws IOException {
    assertThat(Files.readString(CREATION_CODES.resolve(contract + ".hex")).replace("\n", ""))
        .as("npm run compile in e2e/evm")
        .isEqualTo(node().question(contract));
  }

  private static String message(String address) {
    WalletInput pattern = Vectors.of("evm").findFirst().orElseThrow().input();
    return pattern.message().replace(pattern.address(), address);
  }

  private static String outcome(String address, String text, String signature, URI... endpoints) {
    try (var outbound = new Outbound(Reach.LOOPBACK_TOO, Duration.ofSeconds(10))) {
      Chains chains =
          Chains.all(
              CryptoProvider.jdk(),
              Secp256k1.pure(),
              outbound,
              (_, _) -> Map.of("1", List.of(endpoints), "10", List.of(endpoints)));
      Clock clock = Clock.fixed(Vectors.ISSUED_AT, ZoneOffset.UTC);
      var house = new Wallets(chains, MessageRules.STANDARD, clock);
      return Vectors.outcome(
          house, new WalletInput("EVM", address, text, signature, Optional.empty()));
    } catch (Refusal refusal) {
      return refusal.problem().code();
    }
  }
}
