package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.support.EvmWallet;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The wallet of a Farcaster account signs, and the registry says that the account is the wallet's.
@ParameterizedClass
@EnumSource(Stores.class)
class FarcasterTest {
  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final EvmWallet wallet = new EvmWallet(4711);
  private final HttpServer network;
  private volatile long owned = 20_943;
  private volatile String asked = "";

  FarcasterTest(Stores store) throws IOException {
    network = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    network.createContext(
        "/",
        exchange -> {
          String question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          byte[] answer = answer(question).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    network.start();
    server = new TestServer(store);
    sandbox = server.sandbox();
    String rpc = "http://127.0.0.1:" + network.getAddress().getPort();
    var optimism = Map.of("networkId", 10, "chainName", "evm", "enabled", true, "rpcUrl", rpc);
    var evm = Map.of("name", "evm", "enabled", true, "networks", List.of(optimism));
    server.admin("PUT", "/environments/" + sandbox, Map.of("chains", List.of(evm)));
    server.admin(
        "POST",
        "/environments/" + sandbox + "/settings/providers",
        Map.of("provider", "farcaster", "enabledAt", "now"));
  }

  @AfterEach
  void stop() {
    network.stop(0);
  }

  @Test
  void signsInTheAccountThatTheRegistryNames() {
    Reply reply = signIn(posted("20943"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    var credential = reply.body().at("/user/verifiedCredentials/0");
    assertThat(credential.path("format").asString()).isEqualTo("oauth");
    assertThat(credential.path("oauth_provider").asString()).isEqualTo("farcaster");
    assertThat(credential.path("oauth_account_id").asString()).isEqualTo("20943");
    assertThat(asked).contains("0xd94fe832");
    assertThat(signIn(posted("20943")).text("/user/id")).isEqualTo(reply.text("/user/id"));
  }

  @Test
  void links() {
    String ada = server.token(sandbox, "ada@example.org");

    Reply linked = server.as(ada, sandbox, "POST", "/farcaster/verify", posted("20943"));

    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(linked.body().at("/user/verifiedCredentials").size()).isEqualTo(2);
  }

  @Test
  void refusesAnAccountThatIsAnotherWalletsNow() {
    owned = 0;
    assertThat(signIn(posted("20943")).code()).isEqualTo("other_verify_failure");
    owned = 7;
    assertThat(signIn(posted("20943")).code()).isEqualTo("other_verify_failure");
    assertThat(server.count("end_user")).isZero();
  }

  @Test
  void takesAMessageOnce() {
    var posted = posted("20943");
    assertThat(signIn(posted).status()).isEqualTo(200);

    assertThat(signIn(posted).code()).isEqualTo("invalid_sign_in_message");
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThat(signIn(changed("signature", new EvmWallet(4712).sign("x"))).code())
        .isEqualTo("invalid_wallet_signature");
    assertThat(signIn(changed("signature", "0x00")).code()).isEqualTo("invalid_wallet_signature");
    for (String name : List.of("domain", "nonce")) {
      assertThat(signIn(changed(name, "another12345")).code())
          .as(name)
          .isEqualTo("invalid_sign_in_message");
    }
    assertThat(signIn(changed("address", new EvmWallet(4712).address())).code())
        .isEqualTo("invalid_sign_in_message");
    assertThat(signIn(saying("Chain ID: 10", "Chain ID: 1")).code())
        .isEqualTo("invalid_sign_in_message");
    assertThat(signIn(saying("farcaster://fid/20943", "farcaster://fid/x")).code())
        .isEqualTo("invalid_sign_in_message");
    assertThat(signIn(saying("\nIssued", "\nIssued")).status()).isEqualTo(200);
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void isDownWithTheNetwork() {
    network.stop(0);

    assertThat(signIn(posted("20943")).code()).isEqualTo("wallet_network_unavailable");
    assertThat(server.count("end_user")).isZero();
  }

  @Test
  void isOffWhereNobodySwitchedItOn() {
    assertThat(server.client(server.live(), "POST", "/farcaster/signin", posted("20943")).status())
        .isEqualTo(422);
  }

  /// The registry's answer, or that of a network without a smart account at the address.
  private String answer(String question) {
    boolean registry = question.contains("0x00000000Fc6c5F01Fc30151999387Bb99A9f489b");
    if (registry) asked = question;
    String result = registry ? "%064x".formatted(owned) : "%064x%064x".formatted(0, 10);
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x" + result + "\"}";
  }

  private Reply signIn(Map<String, Object> body) {
    return server.client(sandbox, "POST", "/farcaster/signin", body);
  }

  private Map<String, Object> changed(String name, String value) {
    var posted = new HashMap<>(posted("20943"));
    posted.put(name, value);
    return posted;
  }

  private Map<String, Object> saying(String words, String instead) {
    var posted = new HashMap<>(posted("20943"));
    String message = String.valueOf(posted.get("message")).replace(words, instead);
    posted.put("message", message);
    posted.put("signature", wallet.sign(message));
    return posted;
  }

  private Map<String, Object> posted(String fid) {
    String nonce = server.client(sandbox, "GET", "/nonce", null).text("nonce");
    String host = server.origin().substring("http://".length());
    String message =
        """
        %s wants you to sign in with your Ethereum account:
        %s

        Farcaster Auth

        URI: %s/login
        Version: 1
        Chain ID: 10
        Nonce: %s
        Issued At: %s
        Resources:
        - farcaster://fid/%s\
        """
            .formatted(host, wallet.address(), server.origin(), nonce, server.clock.instant(), fid);
    return Map.of(
        "address", wallet.address(),
        "domain", host,
        "nonce", nonce,
        "message", message,
        "signature", wallet.sign(message));
  }
}
