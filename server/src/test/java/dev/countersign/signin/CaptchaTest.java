package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Captchas, judged by a service on this machine that speaks as hCaptcha and Turnstile do.
class CaptchaTest {
  private static final Map<String, String> MAIL = Map.of("email", "ada@example.org");

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final UUID sandbox = server.sandbox();
  private final HttpServer service;
  private final List<String> asked = new ArrayList<>();
  private final Set<String> spent = new HashSet<>();

  CaptchaTest() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/siteverify",
        exchange -> {
          String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add(form);
          boolean good = form.contains("response=good") && spent.add(form);
          byte[] answer = ("{\"success\":" + good + "}").getBytes(UTF_8);
          exchange.sendResponseHeaders(form.contains("broken") ? 500 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hcaptcha", "cloudflareTurnstile"})
  void letsAGoodTokenPassOnce(String provider) {
    enable(provider, url());

    assertThat(create("good").status()).isEqualTo(201);

    assertThat(asked)
        .singleElement()
        .asString()
        .contains("secret=sk", "sitekey=site", "remoteip=127.0.0.1");
    assertThat(create("good").code()).isEqualTo("invalid_captcha");
    assertThat(server.count("challenge")).isEqualTo(1);
  }

  @Test
  void refusesWithoutATokenAndAsksNobody() {
    enable("hcaptcha", url());

    assertThat(server.client(sandbox, "POST", "/emailVerifications/create", MAIL).code())
        .isEqualTo("invalid_captcha");
    assertThat(create("bad").code()).isEqualTo("invalid_captcha");

    assertThat(asked).hasSize(1);
    assertThat(server.count("challenge")).isZero();
    assertThat(server.count("outbox_message")).isZero();
  }

  @Test
  void guardsAccountsAtProvidersBeforeAnythingIsAsked() {
    enable("hcaptcha", url());

    for (String path :
        new String[] {"/providers/google/signIn", "/telegram/signin", "/farcaster/signin"}) {
      assertThat(server.client(sandbox, "POST", path, Map.of("state", "s", "code", "c")).code())
          .as(path)
          .isEqualTo("invalid_captcha");
    }
  }

  @Test
  void failsClosedWhereTheServiceIsDown() {
    enable("hcaptcha", url());
    assertThat(create("broken").code()).isEqualTo("captcha_unavailable");
    enable("hcaptcha", "http://127.0.0.1:1/siteverify");

    Reply down = create("good");

    assertThat(down.status()).isEqualTo(503);
    assertThat(down.code()).isEqualTo("captcha_unavailable");
    assertThat(server.count("challenge")).isZero();
  }

  @Test
  void guardsWalletsBeforeTheirNonceIsSpent() {
    enable("hcaptcha", url());
    SolanaWallet wallet = SolanaWallet.fresh();
    var body = new HashMap<>(wallet.post(server, sandbox));

    assertThat(server.client(sandbox, "POST", "/wallets/signin", body).code())
        .isEqualTo("invalid_captcha");
    body.put("captchaToken", "good");
    Reply in = server.client(sandbox, "POST", "/wallets/signin", body);
    assertThat(in.status()).as(in.toString()).isEqualTo(200);

    var again = wallet.post(server, sandbox);
    Reply link = server.as(in.text("minifiedJwt"), sandbox, "POST", "/verify/link", again);
    assertThat(link.code()).isEqualTo("invalid_captcha");
  }

  @Test
  void asksForNoneWhereTheNewerSettingIsOff() {
    var keys = Map.of("enabled", true, "siteKey", "site", "secretKey", "sk", "verifyUrl", url());
    put(Map.of("hCaptcha", keys));
    assertThat(create("bad").code()).isEqualTo("invalid_captcha");

    put(Map.of("captcha", Map.of("enabled", false)));

    assertThat(create("bad").status()).isEqualTo(201);
    assertThat(server.client(sandbox, "GET", "/settings", null).toString())
        .doesNotContain("verifyUrl", "\"sk\"");
  }

  private Reply create(String token) {
    var body = new HashMap<>(MAIL);
    body.put("captchaToken", token);
    return server.client(sandbox, "POST", "/emailVerifications/create", body);
  }

  private void enable(String provider, String url) {
    put(
        Map.of(
            "captcha",
            Map.of(
                "enabled",
                true,
                "provider",
                provider,
                "siteKey",
                "site",
                "secretKey",
                "sk",
                "verifyUrl",
                url)));
  }

  private void put(Map<String, ?> security) {
    Reply put = server.admin("PUT", "/environments/" + sandbox, Map.of("security", security));
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
  }

  private String url() {
    return "http://127.0.0.1:" + service.getAddress().getPort() + "/siteverify";
  }
}
