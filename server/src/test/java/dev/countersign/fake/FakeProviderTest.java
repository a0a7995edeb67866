package dev.countersign.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.Config;
import dev.countersign.Config.Mode;
import dev.countersign.Server;
import dev.countersign.base.Secrets;
import dev.countersign.crypto.Sha256;
import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The fake is strict in the protocol, sends nobody elsewhere, and is nowhere but in `dev`.
class FakeProviderTest {
  private static final String VERIFIER = "a-verifier-of-43-characters-and-not-one-less";

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final String redirect = server.origin() + "/back";

  @Test
  void isNotServedToOthers() {
    server.stop();
    Config dev = server.config();
    var serve =
        new Config(
            Mode.SERVE,
            dev.dataFolder(),
            dev.postgres(),
            dev.masterKeyFile(),
            dev.host(),
            dev.port(),
            dev.publicUrl(),
            dev.proxies(),
            dev.adminToken(),
            dev.mail(),
            dev.limits(),
            dev.emailCode(),
            dev.keyRotation(),
            dev.dnsServer(),
            dev.pkcs11());
    try (var server = Server.start(serve, this.server.clock, new Secrets())) {
      assertThat(server.operations())
          .noneMatch(operation -> operation.contains("fake-provider"))
          .noneMatch(operation -> operation.contains("demo"));
    }
    server.startAgain();
  }

  @Test
  void sendsNobodyElsewhere() {
    assertThat(ask("redirect_uri", "https://evil.example/").status()).isEqualTo(400);
    assertThat(ask("redirect_uri", server.origin() + ".evil.example/").status()).isEqualTo(400);
    assertThat(ask("redirect_uri", server.origin() + "@evil.example/").status()).isEqualTo(400);
  }

  @Test
  void knowsOneAppAndWantsAProofKey() {
    assertThat(ask("scope", "openid").status()).isEqualTo(200);
    assertThat(ask("client_id", "another").status()).isEqualTo(400);
    assertThat(ask("response_type", "token").status()).isEqualTo(400);
    assertThat(ask("code_challenge_method", "plain").status()).isEqualTo(400);
  }

  @Test
  void givesTokensForACodeOnceAndToWhomItWasGiven() {
    String code = code();
    assertThat(tokens(code, "client_id", FakeProvider.CLIENT_ID).status()).isEqualTo(200);
    assertThat(tokens(code, "client_id", FakeProvider.CLIENT_ID).status()).isEqualTo(400);
    assertThat(tokens(code(), "client_secret", "another").status()).isEqualTo(400);
    assertThat(tokens(code(), "redirect_uri", redirect + "2").status()).isEqualTo(400);
    assertThat(tokens(code(), "code_verifier", VERIFIER + "x").status()).isEqualTo(400);
    var nobody = Map.of("Authorization", "Bearer nothing");
    assertThat(server.send("GET", "/fake-provider/userinfo", null, nobody).status()).isEqualTo(401);
  }

  private String code() {
    Reply chosen =
        server.send("GET", "/fake-provider/chosen?" + query("name", "Ada"), null, Map.of());
    return SocialBrowser.parameter(chosen, "code").orElseThrow();
  }

  private Reply ask(String name, String value) {
    return server.send("GET", "/fake-provider/authorize?" + query(name, value), null, Map.of());
  }

  private Reply tokens(String code, String name, String value) {
    var form = new TreeMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("client_id", FakeProvider.CLIENT_ID);
    form.put("client_secret", FakeProvider.CLIENT_SECRET);
    form.put("redirect_uri", redirect);
    form.put("code_verifier", VERIFIER);
    form.put(name, value);
    return server.send("POST", "/fake-provider/token", encoded(form), Map.of());
  }

  private String query(String name, String value) {
    var fields = new TreeMap<String, String>();
    fields.put("client_id", FakeProvider.CLIENT_ID);
    fields.put("redirect_uri", redirect);
    fields.put("response_type", "code");
    fields.put("code_challenge", Sha256.base64Url(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    fields.put("code_challenge_method", "S256");
    fields.put(name, value);
    return encoded(fields);
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
