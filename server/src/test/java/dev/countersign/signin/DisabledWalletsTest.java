package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wallets that an environment's operator took off its list.
class DisabledWalletsTest {
  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final UUID sandbox = server.sandbox();
  private final SolanaWallet wallet = SolanaWallet.fresh();

  /// One client posts the chain behind the name, another does not, and operators write either.
  @ParameterizedTest
  @CsvSource({
    "phantom, phantomsol, true",
    "phantom, phantom, true",
    "phantomsol, phantom, true",
    "Phantom, phantomsol, true",
    "phantomevm, phantomsol, false",
    "phantomevm, phantom, false",
    "metamask, phantomsol, false",
    "phantom, phantombeta, false",
    "phan, phantomsol, false"
  })
  void areRefusedByEitherSpelling(String disabled, String posted, boolean refused) {
    disable(disabled);

    Reply reply = post("/wallets/signin", posted, Map.of());

    if (refused) assertThat(reply.code()).isEqualTo("invalid_wallet_name");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(refused ? 422 : 200);
    assertThat(server.count("end_user")).isEqualTo(refused ? 0 : 1);
  }

  @Test
  void areRefusedWhereverAWalletIsProven() {
    String token = wallet.token(server, sandbox);
    disable("phantom");

    var bearer = Map.of("Authorization", "Bearer " + token);
    for (String path :
        List.of(
            "/wallets/signin", "/verify", "/wallets/verify", "/verify/link", "/verify/transfer")) {
      assertThat(post(path, "phantomsol", bearer).code()).as(path).isEqualTo("invalid_wallet_name");
    }
    assertThat(post("/wallets/signin", "solflaresol", Map.of()).status()).isEqualTo(200);
    disable();
    assertThat(wallet.signIn(server, sandbox).status()).isEqualTo(200);
  }

  private Reply post(String path, String walletName, Map<String, String> headers) {
    var body = wallet.post(server, sandbox);
    body.put("walletName", walletName);
    return server.client(sandbox, "POST", path, body, headers);
  }

  private void disable(String... names) {
    Reply set =
        server.admin(
            "PUT",
            "/environments/" + sandbox,
            Map.of("sdk", Map.of("disabledWalletConnectors", List.of(names))));
    assertThat(set.status()).as(set.toString()).isEqualTo(200);
  }
}
