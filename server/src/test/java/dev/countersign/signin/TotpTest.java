package dev.countersign.signin;

import static dev.countersign.signin.MfaServer.COMPLETE;
import static dev.countersign.signin.MfaServer.PENDING;
import static dev.countersign.signin.MfaServer.assertDone;
import static dev.countersign.signin.MfaServer.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.crypto.Base32;
import dev.countersign.crypto.CompactJws;
import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Authenticator apps: each code once, and never a guess for nothing.
@ParameterizedClass
@EnumSource(Stores.class)
class TotpTest {
  @AutoClose private final MfaServer house;

  TotpTest(Stores store) {
    house = new MfaServer(store);
  }

  @Test
  void makesAFactorOfAnAppByItsFirstCode() {
    String token = house.token();
    AuthenticatorApp app = house.register(token);
    assertThat(house.scope(token)).isEqualTo(COMPLETE);
    assertThat(devices(token, "verified")).containsExactly("false");

    Reply reply = app.answer(token);

    assertThat(reply.text("/user/scope")).isEqualTo(COMPLETE);
    assertThat(amr(reply)).containsExactlyInAnyOrder("otp", "mfa");
    String raised = reply.text("minifiedJwt");
    assertThat(devices(raised, "verified")).containsExactly("true");
    assertThat(devices(raised, "default")).containsExactly("true");
    Reply methods = house.as(raised, "GET", "/users/mfa/methods?verifiedOnly=true");
    assertThat(methods.body().path("userHasVerifiedMfaMethods").booleanValue()).isTrue();
    assertThat(methods.body().path("devices").size()).isEqualTo(1);
    assertThat(methods.body().path("passkeys").isArray()).isTrue();
  }

  @Test
  void tellsAnAppWhatItMustKnow() {
    Reply reply = house.as(house.token(), "GET", "/users/mfa/register/totp");

    assertThat(reply.text("type")).isEqualTo("totp");
    assertThat(reply.text("secret")).matches("[A-Z2-7]{32}");
    assertThat(reply.text("uri"))
        .startsWith("otpauth://totp/")
        .contains("ada%40example.org", "secret=" + reply.text("secret"))
        .endsWith("&algorithm=SHA1&digits=6&period=30");
  }

  @Test
  void refusesAWrongCodeAndRaisesNothing() {
    String token = house.token();
    AuthenticatorApp app = house.register(token);

    assertRefused(app.answer(token, app.wrong()), 422, "mfa_invalid_code");
    assertRefused(app.answer(token, "12345"), 422, "mfa_invalid_code");
    assertRefused(app.answer(token, "1234567"), 422, "mfa_invalid_code");
    assertRefused(app.answer(token, "１２３４５６"), 422, "mfa_invalid_code");

    assertThat(devices(token, "verified")).containsExactly("false");
    assertThat(house.server.count("session WHERE factor_amr IS NOT NULL")).isZero();
    assertThat(house.server.count("recovery_set")).isZero();
  }

  /// RFC 6238 §5.2: a code is accepted once.
  @Test
  void takesACodeOnce() {
    var ada = house.enrolled();

    assertRefused(ada.app().answer(house.token()), 422, "mfa_invalid_code");
    house.nextStep();
    assertDone(ada.app().answer(house.token()));
  }

  @Test
  void takesACodeOneStepEarlyOrLateAndNoMore() {
    var ada = house.enrolled();
    house.server.clock.pass(Duration.ofMinutes(10));
    String token = house.token();

    assertRefused(ada.app().answer(token, ada.app().code(-2)), 422, "mfa_invalid_code");
    assertRefused(ada.app().answer(token, ada.app().code(2)), 422, "mfa_invalid_code");
    assertDone(ada.app().answer(token, ada.app().code(-1)));
    assertDone(ada.app().answer(token, ada.app().code(1)));
    // What is older than the last that was taken may have been seen.
    assertRefused(ada.app().answer(token), 422, "mfa_invalid_code");
  }

  @Test
  void givesOneCodeToOneOfManyAtOnce() throws Exception {
    var ada = house.enrolled();
    house.nextStep();
    List<Callable<Reply>> racers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String token = house.token();
      racers.add(() -> ada.app().answer(token));
    }

    List<Reply> replies = atOnce(racers);

    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(house.server.count("session WHERE factor_amr IS NOT NULL")).isEqualTo(2);
  }

  @Test
  void looksAtFiveWrongCodesAndNoMore() {
    var ada = house.enrolled();
    house.nextStep();
    String token = house.token();
    for (int i = 0; i < 5; i++) {
      assertRefused(ada.app().answer(token, ada.app().wrong()), 422, "mfa_invalid_code");
    }

    Reply right = ada.app().answer(token);

    assertRefused(right, 429, "mfa_rate_limited");
    assertThat(right.header("Retry-After").map(Integer::valueOf).orElseThrow()).isBetween(1, 900);
    assertThat(house.scope(token)).isEqualTo(PENDING);
    house.server.clock.pass(Duration.ofMinutes(15));
    assertDone(ada.app().answer(token));
  }

  @Test
  void givesAwayNoGuessInARace() throws Exception {
    var ada = house.enrolled();
    house.nextStep();
    String token = house.token();
    List<Callable<Reply>> racers = new ArrayList<>();
    for (int i = 0; i < 16; i++) racers.add(() -> ada.app().answer(token, ada.app().wrong()));

    List<Reply> replies = atOnce(racers);

    assertThat(replies).filteredOn(reply -> reply.status() == 422).hasSize(5);
    assertThat(replies).filteredOn(reply -> reply.status() == 429).hasSize(11);
  }

  @Test
  void countsNoRightCode() {
    var ada = house.enrolled();
    for (int i = 0; i < 7; i++) {
      house.nextStep();
      assertDone(ada.app().answer(house.token()));
    }
  }

  @Test
  void hasRoomForOneAppUnlessTheEnvironmentHasMore() {
    var ada = house.enrolled();
    assertRefused(
        house.as(ada.token(), "GET", "/users/mfa/register/totp"), 422, "mfa_invalid_request");
    house.set(Map.of("totpDevices", 2));

    AuthenticatorApp second = house.register(ada.token());
    Reply reply = second.answer(ada.token());

    assertDone(reply);
    assertThat(devices(reply.text("minifiedJwt"), "default")).containsExactly("false", "true");
    assertDone(house.as(ada.token(), "PUT", "/users/mfa/" + ada.app().id()));
    assertThat(devices(ada.token(), "default")).containsExactly("true", "false");
    assertRefused(
        house.as(ada.token(), "GET", "/users/mfa/register/totp"), 422, "mfa_invalid_request");
  }

  @Test
  void verifiesNoMoreAppsAtOnceThanThereIsRoomFor() throws Exception {
    String token = house.token();
    AuthenticatorApp one = house.register(token);
    AuthenticatorApp other = house.register(token);

    List<Reply> replies = atOnce(List.of(() -> one.answer(token), () -> other.answer(token)));

    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(house.server.count("totp_device")).isEqualTo(1);
  }

  @Test
  void keepsAFewThatWereNeverProven() {
    String token = house.token();
    for (int i = 0; i < 5; i++) house.register(token);

    assertThat(house.server.count("totp_device")).isEqualTo(3);
  }

  @Test
  void refusesAnAppThatIsSomebodyElses() {
    var ada = house.enrolled();
    String grace = house.server.token(house.sandbox, "grace@example.org");
    var body = Map.of("code", ada.app().code(), "id", ada.app().id());

    assertRefused(
        house.as(grace, "POST", "/users/mfa/auth/totp", body), 422, "mfa_device_not_found");
    for (String method : List.of("GET", "PUT", "DELETE")) {
      Reply reply = house.as(grace, method, "/users/mfa/" + ada.app().id());
      assertRefused(reply, 422, "mfa_device_not_found");
    }
    assertThat(devices(ada.token(), "verified")).containsExactly("true");
  }

  @Test
  void refusesWhereAppsAreOff() {
    house.set(Map.of("methods", List.of(Map.of("type", "totp", "enabled", false))));
    String token = house.token();

    assertRefused(house.as(token, "GET", "/users/mfa/register/totp"), 422, "mfa_invalid_request");
    assertRefused(
        house.as(token, "POST", "/users/mfa/auth/totp", Map.of("code", "123456")),
        422,
        "mfa_invalid_request");
    assertThat(house.server.count("totp_device")).isZero();
  }

  @Test
  void answersOlderClientsWithTheDevice() {
    String token = house.token();
    AuthenticatorApp app = house.register(token);
    var body = Map.of("type", "totp", "code", app.code());

    Reply reply = house.as(token, "POST", "/users/mfa/register/totp", body);

    assertThat(reply.text("id")).isEqualTo(app.id());
    assertThat(reply.body().path("verified").booleanValue()).isTrue();
  }

  @Test
  void keepsTheSecretSealed() {
    AuthenticatorApp app = house.register(house.token());
    byte[] secret = Base32.decode(app.secret());

    byte[] kept =
        house
            .server
            .store()
            .read(
                tx ->
                    tx.one(
                            "SELECT sealed_secret FROM totp_device",
                            row -> row.bytes("sealed_secret"))
                        .orElseThrow());

    assertThat(new String(kept, ISO_8859_1)).doesNotContain(new String(secret, ISO_8859_1));
  }

  private List<String> devices(String token, String member) {
    return house
        .as(token, "GET", "/users/mfa")
        .body()
        .path("devices")
        .valueStream()
        .map(device -> device.path(member).asString())
        .toList();
  }

  private static List<String> amr(Reply reply) {
    var claims = Json.parse(CompactJws.split(reply.text("minifiedJwt")).payload());
    return claims.path("amr").valueStream().map(value -> value.stringValue()).toList();
  }

  private static List<Reply> atOnce(List<Callable<Reply>> acts) throws Exception {
    try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies = new ArrayList<Reply>();
      for (var one : racers.invokeAll(acts)) replies.add(one.get());
      return replies;
    }
  }
}
