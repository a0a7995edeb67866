package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A smart account signs in through the RPC URLs of the environment, and of nobody else.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmartAccountTest {
  private static final String DEAD = "http://127.0.0.1:1/";

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final UUID sandbox = server.sandbox();

  @Test
  void signsInOnceTheNetworkCanBeAsked() throws Exception {
    EvmNode node = EvmNode.start();
    try {
      String owned = node.account("owned");
      assertThat(signIn(node, owned).code()).isEqualTo("invalid_wallet_signature");

      rpc(Map.of("networkId", 1, "chainName", "evm", "enabled", true, "rpcUrl", DEAD));
      Reply unasked = signIn(node, owned);
      assertThat(unasked.code()).isEqualTo("wallet_network_unavailable");
      assertThat(unasked.status()).isEqualTo(503);
      assertThat(server.count("end_user")).isZero();

      var second = List.of(node.url().toString());
      rpc(
          Map.of(
              "networkId",
              1,
              "chainName",
              "evm",
              "enabled",
              true,
              "rpcUrl",
              DEAD,
              "rpcUrls",
              second));
      Reply in = signIn(node, owned);
      assertThat(in.status()).as(in.toString()).isEqualTo(200);
      assertThat(in.text("/user/verifiedCredentials/0/chain")).isEqualTo("eip155");
      assertThat(in.text("/user/verifiedCredentials/0/address")).isEqualTo(owned);
      assertThat(signIn(node, owned).text("/user/id")).isEqualTo(in.text("/user/id"));

      rpc(Map.of("networkId", 1, "chainName", "evm", "enabled", false));
      assertThat(signIn(node, owned).code()).isEqualTo("invalid_wallet_signature");
      assertThat(server.client(sandbox, "GET", "/settings", null).toString())
          .doesNotContain(node.url().toString());
    } finally {
      node.stop();
    }
  }

  private Reply signIn(EvmNode node, String account) {
    String nonce = server.client(sandbox, "GET", "/nonce", null).text("nonce");
    String message =
        """
        app.example.org wants you to sign in with your Ethereum account:
        %s

        Welcome.

        URI: https://app.example.org/
        Version: 1
        Chain ID: 1
        Nonce: %s
        Issued At: %s
        Request ID: %s\
        """
            .formatted(account, nonce, server.clock.instant(), sandbox);
    var body =
        Map.of(
            "chain", "EVM",
            "publicWalletAddress", account,
            "messageToSign", message,
            "signedMessage", node.sign("long", message),
            "walletName", "safeevm",
            "walletProvider", "smartContractWallet",
            "network", "1");
    return server.client(sandbox, "POST", "/wallets/signin", body);
  }

  private void rpc(Map<String, Object> network) {
    var evm = Map.of("name", "evm", "enabled", true, "networks", List.of(network));
    Reply set = server.admin("PUT", "/environments/" + sandbox, Map.of("chains", List.of(evm)));
    assertThat(set.status()).as(set.toString()).isEqualTo(200);
  }
}
