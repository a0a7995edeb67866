package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.method.wallet.StarknetNode.Manner;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An account of Starknet signs in through the networks of the environment.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StarknetSignInTest {
  private static final String ADDRESS = "0x1234abcd";
  private static final BigInteger KEY = BigInteger.valueOf(7_777_777);

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);

  @AutoClose
  private final StarknetNode node =
      new StarknetNode("0x534e5f4d41494e")
          .with(ADDRESS, StarkPoint.ofKey(KEY), Manner.ENDS_THE_CALL);

  private final UUID sandbox = server.sandbox();

  @Test
  void signsInOnceTheNetworkCanBeAsked() {
    assertThat(signIn(KEY).code()).isEqualTo("unsupported_chain");
    rpc(LocalEndpoint.DEAD.toString());
    assertThat(signIn(KEY).status()).isEqualTo(503);
    rpc(node.url().toString());
    assertThat(signIn(KEY.add(BigInteger.ONE)).code()).isEqualTo("invalid_wallet_signature");
    assertThat(server.count("end_user")).isZero();

    Reply in = signIn(KEY);

    assertThat(in.status()).as(in.toString()).isEqualTo(200);
    assertThat(in.text("/user/verifiedCredentials/0/chain")).isEqualTo("starknet");
    assertThat(in.text("/user/verifiedCredentials/0/address")).isEqualTo(ADDRESS);
    assertThat(signIn(KEY).text("/user/id")).isEqualTo(in.text("/user/id"));
  }

  private Reply signIn(BigInteger key) {
    String nonce = server.client(sandbox, "GET", "/nonce", null).text("nonce");
    var message = new StarknetMessage("app.example.org", nonce);
    var account = new BigInteger(ADDRESS.substring(2), 16);
    var body =
        Map.of(
            "chain", "STARK",
            "publicWalletAddress", ADDRESS,
            "messageToSign", "{\"domain\":\"app.example.org\",\"nonce\":\"%s\"}".formatted(nonce),
            "signedMessage", StarkPoint.sign(key, Starknet.hash(message, "SN_MAIN", account)),
            "walletName", "argentx",
            "walletProvider", "browserExtension",
            "network", "0x534e5f4d41494e");
    return server.client(sandbox, "POST", "/wallets/signin", body);
  }

  private void rpc(String url) {
    var network = Map.of("networkId", 1, "chainName", "starknet", "enabled", true, "rpcUrl", url);
    var starknet = Map.of("name", "starknet", "enabled", true, "networks", List.of(network));
    Reply set =
        server.admin("PUT", "/environments/" + sandbox, Map.of("chains", List.of(starknet)));
    assertThat(set.status()).as(set.toString()).isEqualTo(200);
  }
}
