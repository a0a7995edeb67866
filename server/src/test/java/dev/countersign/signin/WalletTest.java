package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A person signs one message in the wallet they have, and is signed in.
@ParameterizedClass
@EnumSource(Stores.class)
class WalletTest {
  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final SolanaWallet wallet = SolanaWallet.fresh();

  WalletTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
  }

  @Test
  void signsIn() throws Exception {
    Reply reply = wallet.signIn(server, sandbox);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    var credential = reply.body().at("/user/verifiedCredentials/0");
    assertThat(credential.path("format").asString()).isEqualTo("blockchain");
    assertThat(credential.path("chain").asString()).isEqualTo("solana");
    assertThat(credential.path("address").asString()).isEqualTo(wallet.address());
    assertThat(credential.path("wallet_name").asString()).isEqualTo("phantomsol");
    assertThat(credential.path("wallet_provider").asString()).isEqualTo("browserExtension");
    var claims = SignedJWT.parse(reply.text("jwt")).getJWTClaimsSet();
    assertThat(claims.getStringListClaim("amr")).containsExactly("swk");
    assertThat(claims.getListClaim("blockchain_accounts")).hasSize(1);
    assertThat(wallet.signIn(server, sandbox).text("/user/id")).isEqualTo(reply.text("/user/id"));
  }

  @Test
  void signsInByItsOlderNameToo() {
    var body = wallet.post(server, sandbox);

    assertThat(server.client(sandbox, "POST", "/verify", body).status()).isEqualTo(200);
  }

  @Test
  void isAnotherUserInAnotherEnvironment() {
    server.admin(
        "POST", "/environments/" + server.live() + "/origins", Map.of("origin", SolanaWallet.SITE));
    var headers = Map.of("Origin", SolanaWallet.SITE);
    var body = wallet.post(server, server.live());

    Reply live = server.client(server.live(), "POST", "/wallets/signin", body, headers);

    assertThat(live.status()).as(live.toString()).isEqualTo(200);
    assertThat(live.text("/user/id")).isNotEqualTo(wallet.signIn(server, sandbox).text("/user/id"));
  }

  @Test
  void signsInOnceThoughItIsPostedAThousandTimesAtOnce() throws Exception {
    var body = wallet.post(server, sandbox);
    var in = new AtomicInteger();
    var refused = new AtomicInteger();
    try (var posts = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        posts.execute(
            () -> {
              Reply reply = server.client(sandbox, "POST", "/wallets/signin", body);
              if (reply.status() == 200) in.incrementAndGet();
              if (reply.code().equals("invalid_sign_in_message")) refused.incrementAndGet();
            });
      }
    }
    assertThat(in).hasValue(1);
    assertThat(refused).hasValue(999);
    assertThat(server.count("session")).isEqualTo(1);
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNotSignedByTheWalletAndSpendsTheNonce() {
    var body = new HashMap<>(wallet.post(server, sandbox));
    Object good = body.get("signedMessage");
    body.put("signedMessage", SolanaWallet.fresh().sign(String.valueOf(body.get("messageToSign"))));

    Reply forged = server.client(sandbox, "POST", "/wallets/signin", body);

    assertThat(forged.code()).isEqualTo("invalid_wallet_signature");
    body.put("signedMessage", good);
    assertThat(server.client(sandbox, "POST", "/wallets/signin", body).code())
        .isEqualTo("invalid_sign_in_message");
    assertThat(server.count("end_user")).isZero();
  }

  @Test
  void refusesAMessageOfAnotherEnvironmentNonceSiteOrChain() {
    var foreign = wallet.post(server, server.live(), SolanaWallet.nonce(server, sandbox));
    var foreignNonce = wallet.post(server, sandbox, SolanaWallet.nonce(server, server.live()));
    var invented = wallet.post(server, sandbox, "0".repeat(32));
    var evm = new HashMap<>(wallet.post(server, sandbox));
    evm.put("chain", "EVM");
    var unknown = new HashMap<>(wallet.post(server, sandbox));
    unknown.put("chain", "DOGE");
    var off = new HashMap<>(wallet.post(server, sandbox));
    off.put("chain", "TEMPO");
    var provider = new HashMap<>(wallet.post(server, sandbox));
    provider.put("walletProvider", "telepathy");

    assertThat(post(foreign).code()).isEqualTo("invalid_sign_in_message");
    assertThat(post(foreignNonce).code()).isEqualTo("invalid_sign_in_message");
    assertThat(post(invented).code()).isEqualTo("invalid_sign_in_message");
    assertThat(post(evm).code()).isEqualTo("invalid_wallet_address");
    assertThat(post(unknown).code()).isEqualTo("unsupported_chain");
    assertThat(post(off).status()).isEqualTo(422);
    assertThat(post(provider).status()).isEqualTo(400);
    assertThat(server.count("session")).isZero();
    assertThat(server.count("end_user")).isZero();
  }

  @Test
  void refusesAChainThatTheOperatorTurnedOff() {
    var off = Map.of("chains", java.util.List.of(Map.of("name", "solana", "enabled", false)));
    assertThat(server.admin("PUT", "/environments/" + sandbox, off).status()).isEqualTo(200);

    assertThat(wallet.signIn(server, sandbox).code()).isEqualTo("unsupported_chain");
    assertThat(server.count("spent_nonce")).isZero();
  }

  private Reply post(Map<String, Object> body) {
    return server.client(sandbox, "POST", "/wallets/signin", body);
  }
}
