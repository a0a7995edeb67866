package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.credential.Credential;
import dev.countersign.environment.Provider;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// An assertion of OpenID 2.0 that Steam stands by, and those that say one thing else.
class SteamTest {
  private static final String REDIRECT = "https://auth.example/redirect";
  private static final String CLAIMED = "https://steamcommunity.com/openid/id/76561197960435530";

  @AutoClose private final Outbound outbound = new Outbound(Reach.LOOPBACK_TOO);
  private final Steam steam = new Steam(new ProviderCalls(outbound));
  private final Opening opening = Opening.fresh("the-state-of-an-app", new Secrets());
  private final HttpServer server;
  private volatile String verdict = "ns:http://specs.openid.net/auth/2.0\nis_valid:true\n";
  private volatile String asked = "";

  SteamTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void isReadAsItIsDocumented() {
    var identified = steam.identify(setup("a-key"), opening, assertion());

    var proven = identified.account().proven();
    assertThat(proven.credential()).isEqualTo(new Credential.Social("steam", "76561197960435530"));
    assertThat(proven.written()).isEqualTo("Robin");
    assertThat(identified.tokens()).isEmpty();
    assertThat(asked).contains("openid.mode=check_authentication", "openid.sig=c2ln");
  }

  @Test
  void needsNoKeyToKnowWhoItIs() {
    assertThat(steam.identify(setup(null), opening, assertion()).account().proven().written())
        .isEqualTo("76561197960435530");
  }

  @Test
  void opensAtSteamWithTheStateInTheAddressToReturnTo() {
    assertThat(steam.address(setup(null), opening))
        .contains(
            "openid.return_to=https%3A%2F%2Fauth.example%2Fredirect%3Fstate%3Dthe-state-of-an-app",
            "openid.realm=https%3A%2F%2Fauth.example&");
  }

  @ParameterizedTest
  @CsvSource({
    "ns, http://openid.net/signon/1.0",
    "op_endpoint, https://evil.example/openid/login",
    "return_to, https://auth.example/redirect?state=another-state",
    "claimed_id, https://steamcommunity.com/openid/id/76561197960435531",
    "identity, https://steamcommunity.com/openid/id/76561197960435531",
    "signed, 'op_endpoint,claimed_id,identity'"
  })
  void refusesOneThatSaysOtherwise(String name, String value) {
    refused(assertion().put("openid." + name, value));
  }

  @Test
  void refusesAnIdentityOfAnother() {
    String evil = "https://steamcommunity.com/openid/id/76561197960435530.evil.example";
    refused(assertion().put("openid.claimed_id", evil).put("openid.identity", evil));
    refused(Json.object());
  }

  @Test
  void refusesWhatSteamDoesNotStandBy() {
    verdict = "ns:http://specs.openid.net/auth/2.0\nis_valid:false\n";
    refused(assertion());
    verdict = "not_is_valid:true\n";
    refused(assertion());
  }

  @Test
  void readsNoAnswerOfAPersonWhoSaidNo() {
    assertThat(steam.answer(Map.of("openid.mode", "cancel"))).isEmpty();
    assertThat(steam.answer(Map.of("code", "c"))).isEmpty();
    var query = new LinkedHashMap<String, String>();
    assertion().properties().forEach(one -> query.put(one.getKey(), one.getValue().asString()));
    query.put("state", "s");
    assertThat(steam.answer(query)).contains(assertion());
  }

  private void refused(ObjectNode assertion) {
    assertThatThrownBy(() -> steam.identify(setup(null), opening, assertion))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.OTHER_VERIFY_FAILURE));
  }

  private static ObjectNode assertion() {
    return Json.object()
        .put("openid.ns", "http://specs.openid.net/auth/2.0")
        .put("openid.mode", "id_res")
        .put("openid.op_endpoint", "https://steamcommunity.com/openid/login")
        .put("openid.claimed_id", CLAIMED)
        .put("openid.identity", CLAIMED)
        .put("openid.return_to", REDIRECT + "?state=the-state-of-an-app")
        .put("openid.response_nonce", "2026-11-01T00:00:00Zabc")
        .put("openid.assoc_handle", "1234567890")
        .put(
            "openid.signed",
            "signed,op_endpoint,claimed_id,identity,return_to,response_nonce,assoc_handle")
        .put("openid.sig", "c2ln");
  }

  private Setup setup(@Nullable String key) {
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    ObjectNode members = Json.object().put("userInfoUrl", base + "/players");
    members.put("authorizationUrl", base + "/login");
    var provider =
        new Provider(
            new UUID(0, 1), new UUID(0, 2), "steam", members, Instant.EPOCH, Instant.EPOCH);
    return new Setup(provider, REDIRECT, Optional.ofNullable(key));
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean players = exchange.getRequestURI().getPath().equals("/players");
    if (!players) asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String body =
        players
            ? "{\"response\":{\"players\":[{\"steamid\":\"76561197960435530\","
                + "\"personaname\":\"Robin\",\"avatarfull\":\"https://avatars.example/x.jpg\"}]}}"
            : verdict;
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
