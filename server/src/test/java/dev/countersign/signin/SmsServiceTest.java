package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Text messages through a service: a double on this machine speaks as Twilio's Messaging and Verify
/// are documented to.
class SmsServiceTest {
  private static final Map<String, String> NUMBER =
      Map.of("phoneCountryCode", "1", "phoneNumber", "4155552671", "isoCountryCode", "US");
  private static final String VERIFIED = "246810";

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final UUID sandbox = server.sandbox();
  private final HttpServer twilio;
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private volatile int status = 201;

  SmsServiceTest() throws IOException {
    server.enableTexts(sandbox);
    twilio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    twilio.createContext("/2010-04-01/Accounts/AC1/Messages.json", x -> answer(x, status, "{}"));
    twilio.createContext("/v2/Services/VA1/Verifications", x -> answer(x, status, "{}"));
    twilio.createContext(
        "/v2/Services/VA1/VerificationCheck",
        exchange -> {
          String form = form(exchange);
          String said = form.contains("Code=" + VERIFIED) ? "approved" : "pending";
          asked.add(form);
          reply(exchange, status == 201 ? 200 : status, "{\"status\":\"" + said + "\"}");
        });
    twilio.start();
  }

  @AfterEach
  void stop() {
    twilio.stop(0);
  }

  @Test
  void sendsTheCodeThroughTheService() throws Exception {
    use(Map.of("accountSid", "AC1", "twilioNumber", "+15005550006"));
    Reply created = create();
    assertThat(created.status()).as(created.toString()).isEqualTo(201);

    String form = take();
    assertThat(form).contains("To=+14155552671", "From=+15005550006");
    var code = Pattern.compile("Body=(\\d{6}) ").matcher(form);
    assertThat(code.find()).isTrue();
    Reply in = signIn(created, code.group(1));

    assertThat(in.status()).as(in.toString()).isEqualTo(200);
    assertThat(server.count("outbox_message WHERE channel = 'inbox'")).isZero();
    await("sent");
    assertThat(providers().toString()).doesNotContain("a-token").contains("AC1");
  }

  @Test
  void notesWhatTheServiceRefuses() throws Exception {
    use(Map.of("accountSid", "AC1", "twilioNumber", "+15005550006"));
    status = 400;
    create();

    assertThat(take()).contains("To=");
    await("failed");
  }

  @Test
  void letsTheServiceMakeAndJudgeTheCode() throws Exception {
    use(Map.of("accountSid", "AC1", "twilioVerifyServiceSid", "VA1"));
    Reply created = create();
    assertThat(take()).isEqualTo("Channel=sms&To=+14155552671");

    assertThat(signIn(created, "000000").code()).isEqualTo("wrong_sms_verification_token");
    assertThat(signIn(created, "no code").code()).isEqualTo("wrong_sms_verification_token");
    assertThat(take()).contains("Code=000000");
    assertThat(asked).isEmpty();
    assertThat(server.count("session")).isZero();
    Reply in = signIn(created, VERIFIED);
    assertThat(in.status()).as(in.toString()).isEqualTo(200);
    assertThat(signIn(created, VERIFIED).code()).isEqualTo("invalid_sms_verification");
  }

  @Test
  void letsNobodyInWhileTheServiceIsDown() throws Exception {
    use(Map.of("accountSid", "AC1", "twilioVerifyServiceSid", "VA1"));
    Reply created = create();
    take();
    status = 503;

    Reply down = signIn(created, VERIFIED);

    assertThat(down.status()).isEqualTo(503);
    assertThat(down.code()).isEqualTo("sms_provider_unavailable");
    assertThat(server.count("session")).isZero();
    assertThat(server.count("end_user")).isZero();
  }

  @Test
  void isOffWhereTheProviderIs() {
    server.admin("PUT", "/settings/providers/" + id() + "/disable", null);

    assertThat(create().code()).isEqualTo("no_enabled_sms_provider");
    assertThat(server.count("challenge")).isZero();
    assertThat(server.client(sandbox, "GET", "/settings", null).body().path("providers").toString())
        .doesNotContain("sms");
  }

  @Test
  void goesToTheCountriesThatTheProviderLists() {
    use(
        Map.of(
            "enabledCountries", List.of(Map.of("isoCountryCode", "GB", "phoneCountryCode", "44"))));

    assertThat(create().code()).isEqualTo("invalid_phone");
    var british =
        Map.of("phoneCountryCode", "44", "phoneNumber", "7400123456", "isoCountryCode", "GB");
    assertThat(server.client(sandbox, "POST", "/smsVerifications/create", british).status())
        .isEqualTo(201);
    assertThat(server.client(sandbox, "GET", "/settings", null).body().path("providers").toString())
        .contains("\"isoCountryCode\":\"GB\"");
  }

  private void use(Map<String, ?> members) {
    var body = new HashMap<String, Object>(members);
    body.put("clientSecret", "a-token");
    body.put("gatewayUrl", "http://127.0.0.1:" + twilio.getAddress().getPort());
    Reply put = server.admin("PUT", "/settings/providers/" + id(), body);
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
  }

  private Reply create() {
    return server.client(sandbox, "POST", "/smsVerifications/create", NUMBER);
  }

  private Reply signIn(Reply created, String code) {
    return server.client(
        sandbox,
        "POST",
        "/smsVerifications/signin",
        Map.of("verificationUUID", created.text("verificationUUID"), "verificationToken", code));
  }

  private Reply providers() {
    return server.admin("GET", "/environments/" + sandbox + "/settings/providers", null);
  }

  private String id() {
    for (var provider : providers().body().path("providers")) {
      if (provider.path("provider").asString().equals("sms")) return provider.path("id").asString();
    }
    throw new AssertionError("no provider sms");
  }

  private String take() throws InterruptedException {
    String form = asked.poll(10, TimeUnit.SECONDS);
    if (form == null) throw new AssertionError("nothing was asked of the service");
    return form;
  }

  private void await(String state) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      if (server.count("outbox_message WHERE state = '" + state + "'") == 1) return;
      Thread.sleep(50);
    }
    throw new AssertionError("the message is not " + state);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    asked.add(form(exchange));
    reply(exchange, status, body);
  }

  private static String form(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    return URLDecoder.decode(form, UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
