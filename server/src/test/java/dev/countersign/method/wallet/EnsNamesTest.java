package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of wallets, from a Universal Resolver on a real EVM. What it knows is ours; the real one is
/// on a network that no test asks.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EnsNamesTest {
  private static final String DEAD = "http://127.0.0.1:1/";
  private static @Nullable EvmNode started;

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final UUID sandbox = server.sandbox();
  private final String owned = node().account("owned");

  private static EvmNode node() {
    return Objects.requireNonNull(started);
  }

  @BeforeAll
  static void start() throws Exception {
    started = EvmNode.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (started != null) started.stop();
  }

  @Test
  void tellsTheNameWhereTheEnvironmentAsksForIt() {
    name("ada.eth", owned);
    ask(false, List.of(node().url().toString()));
    assertThat(node().signIn(server, sandbox, owned).toString()).doesNotContain("name_service");

    ask(true, List.of(DEAD, node().url().toString()));

    Reply in = node().signIn(server, sandbox, owned);
    assertThat(nameIn(in)).isEqualTo("ada.eth");
    assertThat(server.client(sandbox, "GET", "/settings", null).toString())
        .doesNotContain("lookup");
  }

  @Test
  void remembersTheNameAndThatThereIsNone() {
    ask(true, List.of(node().url().toString()));
    name("", owned);
    assertThat(node().signIn(server, sandbox, owned).toString()).doesNotContain("name_service");
    name("ada.eth", owned);

    assertThat(node().signIn(server, sandbox, owned).toString()).doesNotContain("name_service");
  }

  @Test
  void believesNoNameThatLeadsElsewhere() {
    ask(true, List.of(node().url().toString()));
    name("vitalik.eth", "0x" + "88".repeat(20));

    Reply in = node().signIn(server, sandbox, owned);

    assertThat(in.status()).isEqualTo(200);
    assertThat(in.toString()).doesNotContain("name_service");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ada.eth", "ad\u0430.eth", "a da.eth", "ada", ".eth", "ada..eth", "xn--ada.eth"})
  void showsNoNameInSignsThatCanDeceive(String name) {
    ask(true, List.of(node().url().toString()));
    name(name, owned);

    assertThat(node().signIn(server, sandbox, owned).toString()).doesNotContain("name_service");
  }

  @ParameterizedTest
  @ValueSource(ints = {260, 2000})
  void showsNoNameThatIsTooLong(int length) {
    ask(true, List.of(node().url().toString()));
    name("a".repeat(length) + ".eth", owned);

    assertThat(node().signIn(server, sandbox, owned).toString()).doesNotContain("name_service");
  }

  private void name(String name, String leadsTo) {
    node().call("test_name", owned, name, leadsTo);
  }

  private void ask(boolean names, List<String> urls) {
    var network =
        Map.of(
            "networkId", 1, "chainName", "evm", "enabled", true, "rpcUrls", new ArrayList<>(urls));
    var chain = Map.of("name", "evm", "enabled", true, "networks", List.of(network));
    var service = Map.of("evm", Map.of("lookup", names));
    Reply put =
        server.admin(
            "PUT",
            "/environments/" + sandbox,
            Map.of("chains", List.of(chain), "sdk", Map.of("nameService", service)));
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
  }

  private static String nameIn(Reply in) {
    return in.text("/user/verifiedCredentials/0/name_service/name");
  }
}
