package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.countersign.base.Json;
import dev.countersign.crypto.Sha256;
import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// What Telegram signs with the bot's token signs a person in, and nothing else does.
@ParameterizedClass
@EnumSource(Stores.class)
class TelegramTest {
  private static final String BOT = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final SocialBrowser browser;

  TelegramTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    browser = new SocialBrowser(server, sandbox);
    server.admin(
        "POST",
        "/environments/" + sandbox + "/settings/providers",
        Map.of(
            "provider", "telegram", "clientId", "a_bot", "clientSecret", BOT, "enabledAt", "now"));
  }

  @Test
  void signsInByTheWidget() {
    String state = SocialBrowser.state();
    browser.begin("telegram", Map.of("state", state), null);
    Reply login = browser.login("telegram", state, "");
    String page = login.header("Location").orElseThrow();
    Reply widget = browser.visit(page);
    assertThat(widget.toString()).contains("data-telegram-login=\"a_bot\"", "telegram/auth?state=");

    Reply told =
        browser.visit(page + "&" + query(signed(person(), Sha256.of(BOT.getBytes(UTF_8)))));

    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    assertThat(told.toString()).contains("&quot;telegram_completed&quot;");
    String code = told.toString().replaceAll("(?s).*&quot;code&quot;:&quot;(\\w+).*", "$1");
    Reply reply = signIn(Map.of("state", state, "code", code));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    var credential = reply.body().at("/user/verifiedCredentials/0");
    assertThat(credential.path("oauth_provider").asString()).isEqualTo("telegram");
    assertThat(credential.path("oauth_account_id").asString()).isEqualTo("4711");
    assertThat(credential.path("oauth_username").asString()).isEqualTo("ada");
    assertThat(signIn(Map.of("state", state, "code", code)).code())
        .isEqualTo("invalid_verification");
  }

  @Test
  void takesThePostOfAPageToo() {
    String state = SocialBrowser.state();
    browser.begin("telegram", Map.of("state", state), null);
    Map<String, String> signed = signed(person(), Sha256.of(BOT.getBytes(UTF_8)));
    var user =
        Map.of(
            "id",
            4711,
            "hash",
            signed.getOrDefault("hash", ""),
            "authDate",
            Long.parseLong(signed.getOrDefault("auth_date", "0")),
            "firstName",
            "Ada",
            "username",
            "ada");
    var body = Map.of("state", state, "telegramUser", user);

    assertThat(server.client(sandbox, "POST", "/telegram/auth", body).code())
        .isEqualTo("invalid_verification");
  }

  @Test
  void refusesWhatTelegramHasNotSigned() {
    byte[] key = Sha256.of(BOT.getBytes(UTF_8));
    var forged = new TreeMap<>(signed(person(), key));
    forged.put("id", "4712");
    assertThat(byWidget(forged).code()).isEqualTo("other_verify_failure");
    assertThat(byWidget(signed(person(), Sha256.of("another".getBytes(UTF_8)))).code())
        .isEqualTo("other_verify_failure");
    var old = person();
    old.put("auth_date", String.valueOf(server.clock.instant().getEpochSecond() - 600));
    assertThat(byWidget(signed(old, key)).code()).isEqualTo("other_verify_failure");
    assertThat(server.count("end_user")).isZero();
  }

  @Test
  void signsInByTheDataOfAMiniApp() {
    Reply reply = signIn(Map.of("telegramAuthToken", miniApp(BOT), "forceCreateUser", true));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.text("/user/verifiedCredentials/0/oauth_account_id")).isEqualTo("4711");
    assertThat(refusal(miniApp("another-bot:token"))).isEqualTo("other_verify_failure");
    assertThat(refusal(miniApp(BOT) + "&id=1")).isEqualTo("other_verify_failure");
  }

  @Test
  void signsInByATokenOfTheBotOnce() throws JOSEException {
    String token = ofBot(BOT, claims());
    var body = Map.<String, Object>of("telegramAuthToken", token, "forceCreateUser", true);

    assertThat(check(token)).isEqualTo(404);
    assertThat(signIn(body).status()).isEqualTo(200);
    assertThat(check(token)).isEqualTo(204);
    assertThat(signIn(body).code()).isEqualTo("invalid_verification");
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void makesNobodyUnlessTold() throws JOSEException {
    String token = ofBot(BOT, claims());

    assertThat(signIn(Map.of("telegramAuthToken", token)).status()).isEqualTo(404);
    assertThat(server.count("end_user")).isZero();
    assertThat(signIn(Map.of("telegramAuthToken", token, "forceCreateUser", true)).status())
        .isEqualTo(200);
  }

  @Test
  void refusesATokenThatIsNotTheBotsOrOld() throws JOSEException {
    assertThat(refusal(ofBot("x".repeat(40), claims()))).isEqualTo("other_verify_failure");
    assertThat(refusal("eyJhbGciOiJub25lIn0.eyJpZCI6MX0.")).isEqualTo("other_verify_failure");
    assertThat(refusal("nothing")).isEqualTo("other_verify_failure");
    ObjectNode noTime = claims();
    noTime.remove("iat");
    assertThat(refusal(ofBot(BOT, noTime))).isEqualTo("other_verify_failure");
    assertThat(refusal(ofBot(BOT, claims().put("exp", 1)))).isEqualTo("other_verify_failure");
    String token = ofBot(BOT, claims());
    server.clock.pass(Duration.ofHours(1));
    assertThat(refusal(token)).isEqualTo("other_verify_failure");
    assertThat(server.count("end_user")).isZero();
  }

  @Test
  void links() throws JOSEException {
    String ada = server.token(sandbox, "ada@example.org");

    Reply linked =
        server.as(
            ada,
            sandbox,
            "POST",
            "/telegram/verify",
            Map.of("telegramAuthToken", ofBot(BOT, claims())));

    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(linked.body().at("/user/verifiedCredentials").size()).isEqualTo(2);
  }

  private Reply byWidget(Map<String, String> told) {
    String state = SocialBrowser.state();
    browser.begin("telegram", Map.of("state", state, "redirectUrl", browser.page()), null);
    String page = browser.login("telegram", state, "").header("Location").orElseThrow();
    Reply back = browser.visit(page + "&" + query(told));
    return signIn(SocialBrowser.ending(state, back));
  }

  private Reply signIn(Map<String, ?> body) {
    return server.client(sandbox, "POST", "/telegram/signin", body);
  }

  private String refusal(String token) {
    return signIn(Map.of("telegramAuthToken", token, "forceCreateUser", true)).code();
  }

  private int check(String token) {
    return server
        .client(sandbox, "POST", "/checkTelegramAuth", Map.of("telegramAuthToken", token))
        .status();
  }

  private Map<String, String> person() {
    var fields = new TreeMap<String, String>();
    fields.put("id", "4711");
    fields.put("first_name", "Ada");
    fields.put("username", "ada");
    fields.put("auth_date", String.valueOf(server.clock.instant().getEpochSecond()));
    return fields;
  }

  private String miniApp(String bot) {
    var fields = new TreeMap<String, String>();
    fields.put("query_id", "AAHdF6IQ");
    fields.put("user", "{\"id\":4711,\"first_name\":\"Ada\",\"username\":\"ada\"}");
    fields.put("auth_date", String.valueOf(server.clock.instant().getEpochSecond()));
    byte[] key = hmac("WebAppData".getBytes(UTF_8), bot);
    return query(signed(fields, key));
  }

  private ObjectNode claims() {
    ObjectNode claims = Json.object().put("id", 4711).put("firstName", "Ada");
    return claims.put("iat", server.clock.instant().getEpochSecond());
  }

  private static String ofBot(String bot, ObjectNode claims) throws JOSEException {
    var token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims.toString()));
    token.sign(new MACSigner(bot.getBytes(UTF_8)));
    return token.serialize();
  }

  private static Map<String, String> signed(Map<String, String> given, byte[] key) {
    var fields = new TreeMap<>(given);
    String lines =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    var signed = new TreeMap<>(fields);
    signed.put("hash", HexFormat.of().formatHex(hmac(key, lines)));
    return signed;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
