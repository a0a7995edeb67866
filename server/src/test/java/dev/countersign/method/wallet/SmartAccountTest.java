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
      assertThat(node.signIn(server, sandbox, owned).code()).isEqualTo("invalid_wallet_signature");

      rpc(Map.of("networkId", 1, "chainName", "evm", "enabled", true, "rpcUrl", DEAD));
      Reply unasked = node.signIn(server, sandbox, owned);
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
      Reply in = node.signIn(server, sandbox, owned);
      assertThat(in.status()).as(in.toString()).isEqualTo(200);
      assertThat(in.text("/user/verifiedCredentials/0/chain")).isEqualTo("eip155");
      assertThat(in.text("/user/verifiedCredentials/0/address")).isEqualTo(owned);
      assertThat(node.signIn(server, sandbox, owned).text("/user/id"))
          .isEqualTo(in.text("/user/id"));

      rpc(Map.of("networkId", 1, "chainName", "evm", "enabled", false));
      assertThat(node.signIn(server, sandbox, owned).code()).isEqualTo("invalid_wallet_signature");
      assertThat(server.client(sandbox, "GET", "/settings", null).toString())
          .doesNotContain(node.url().toString());
    } finally {
      node.stop();
    }
  }

  private void rpc(Map<String, Object> network) {
    var evm = Map.of("name", "evm", "enabled", true, "networks", List.of(network));
    Reply set = server.admin("PUT", "/environments/" + sandbox, Map.of("chains", List.of(evm)));
    assertThat(set.status()).as(set.toString()).isEqualTo(200);
  }
}
