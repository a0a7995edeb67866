package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.limit.Limit;
import dev.countersign.limit.LimitRule;
import dev.countersign.limit.LimitSettings;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A phone signs a person in, and is linked, merged and taken off like an e-mail address.
@ParameterizedClass
@EnumSource(Stores.class)
class SmsTest {
  private static final String ADA = "ada@example.org";
  private static final String NUMBER = "4155552671";
  private static final String E164 = "+14155552671";

  private final Stores store;
  @AutoClose private final TestServer server;
  private final UUID sandbox;

  SmsTest(Stores store) {
    this.store = store;
    this.server = new TestServer(store);
    this.sandbox = server.sandbox();
    server.enableTexts(sandbox);
    server.enableTexts(server.live());
  }

  @Test
  void signsInByTheCodeThatWasSent() {
    Reply asked = create(null, "(415) 555-2671");

    assertThat(asked.status()).as(asked.toString()).isEqualTo(201);
    assertThat(asked.text("phoneNumber")).isEqualTo(NUMBER);
    assertThat(asked.text("phoneCountryCode")).isEqualTo("1");
    assertThat(asked.text("isoCountryCode")).isEqualTo("US");
    String code = server.code(sandbox, E164);
    Reply in = signIn(asked, code);
    assertThat(in.status()).as(in.toString()).isEqualTo(200);
    assertThat(in.text("/user/phoneNumber")).isEqualTo(E164);
    assertThat(in.text("/user/verifiedCredentials/0/format")).isEqualTo("phoneNumber");
    assertThat(in.text("/user/verifiedCredentials/0/public_identifier")).isEqualTo(E164);
    assertThat(in.text("/user/verifiedCredentials/0/phoneNumber")).isEqualTo(NUMBER);
    assertThat(in.text("/user/verifiedCredentials/0/phoneCountryCode")).isEqualTo("1");
    assertThat(in.text("/user/verifiedCredentials/0/isoCountryCode")).isEqualTo("US");
    assertThat(signIn(asked, code).code()).isEqualTo("invalid_sms_verification");

    assertThat(signIn().text("/user/id")).isEqualTo(in.text("/user/id"));
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(server.count("session")).isEqualTo(2);
  }

  @Test
  void isAnotherPersonInAnotherEnvironment() {
    String here = signIn().text("/user/id");
    UUID other = server.live();
    Reply asked =
        server.client(other, "POST", "/smsVerifications/create", number(NUMBER, "1", "US"));
    Reply elsewhere =
        server.client(
            other, "POST", "/smsVerifications/signin", answer(asked, server.code(other, E164)));

    assertThat(elsewhere.status()).as(elsewhere.toString()).isEqualTo(200);
    assertThat(elsewhere.text("/user/id")).isNotEqualTo(here);
  }

  @Test
  void refusesAWrongCodeAndAfterFiveTheRightOne() {
    Reply asked = create(null, NUMBER);
    String code = server.code(sandbox, E164);
    String wrong = code.equals("000000") ? "111111" : "000000";

    for (int i = 0; i < 5; i++) {
      assertThat(signIn(asked, wrong).code()).isEqualTo("wrong_sms_verification_token");
    }
    assertThat(signIn(asked, code).code()).isEqualTo("too_many_sms_verification_attempts");
    assertThat(server.count("end_user")).isZero();
    assertThat(server.count("session")).isZero();
  }

  @Test
  void replacesTheCodeOnRetry() {
    Reply asked = create(null, NUMBER);
    String first = server.code(sandbox, E164);
    var body = new HashMap<>(number(NUMBER, "1", "US"));
    body.put("verificationUUID", asked.text("verificationUUID"));
    server.clock.pass(Duration.ofSeconds(1));

    Reply again = server.client(sandbox, "POST", "/smsVerifications/retry", body);

    assertThat(again.status()).as(again.toString()).isEqualTo(201);
    assertThat(again.text("verificationUUID")).isEqualTo(asked.text("verificationUUID"));
    String second = server.code(sandbox, E164);
    if (!first.equals(second)) {
      assertThat(signIn(asked, first).code()).isEqualTo("wrong_sms_verification_token");
    }
    assertThat(signIn(asked, second).status()).isEqualTo(200);
  }

  @Test
  void takesNoCodeOfAnotherKind() {
    String byMail = server.create(sandbox, ADA);
    var mailed = Map.of("verificationUUID", byMail, "verificationToken", server.code(sandbox, ADA));
    Reply byText = create(null, NUMBER);

    assertThat(server.client(sandbox, "POST", "/smsVerifications/signin", mailed).code())
        .isEqualTo("invalid_sms_verification");
    assertThat(
            server
                .answer(sandbox, byText.text("verificationUUID"), server.code(sandbox, E164))
                .code())
        .isEqualTo("invalid_email_verification");
    assertThat(server.count("session")).isZero();
  }

  /// Not a number, a country that is not enabled, numbers that cost or belong to nobody.
  @ParameterizedTest
  @CsvSource({
    "1, 12, US",
    "44, 7400123456, GB",
    "1, 8765550123, US",
    "1, 9002345678, US",
    "1, 5551234567, US",
    "49, 4155552671, US"
  })
  void sendsNothingToWhereNothingMayGo(String country, String national, String region) {
    Reply refused =
        server.client(
            sandbox, "POST", "/smsVerifications/create", number(national, country, region));

    assertThat(refused.code()).isEqualTo("invalid_phone");
    assertThat(server.count("challenge")).isZero();
    assertThat(server.count("outbox_message")).isZero();
  }

  @Test
  void opensTestNumbersByTheStaticCodeAndSendsThemNothing() {
    String code =
        server.admin("POST", "/environments/" + sandbox + "/test/account", null).text("code");
    Reply asked = create(null, "5551234567");

    assertThat(asked.status()).as(asked.toString()).isEqualTo(201);
    assertThat(server.count("outbox_message")).isZero();
    assertThat(signIn(asked, code).text("/user/phoneNumber")).isEqualTo("+15551234567");
    assertThat(signIn(create(null, NUMBER), code).code()).isEqualTo("wrong_sms_verification_token");
    assertThat(
            server
                .client(
                    server.live(),
                    "POST",
                    "/smsVerifications/create",
                    number("5551234567", "1", "US"))
                .code())
        .isEqualTo("invalid_phone");
  }

  @Test
  void linksANumberAndTellsTheAddress() {
    String ada = server.token(sandbox, ADA);

    Reply linked = verify(ada);

    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(linked.text("nextView")).isEqualTo("done");
    assertThat(linked.text("/user/phoneNumber")).isEqualTo(E164);
    assertThat(linked.text("/user/email")).isEqualTo(ADA);
    assertThat(server.count("credential")).isEqualTo(2);
    assertThat(server.count("outbox_message WHERE template = 'credential-linked'")).isEqualTo(1);
    String id = credential(linked);
    Reply gone = server.as(ada, sandbox, "POST", "/verify/unlink", Map.of("walletId", id));
    assertThat(gone.status()).as(gone.toString()).isEqualTo(200);
    assertThat(gone.text("/user/phoneNumber")).isEmpty();
    assertThat(server.count("credential")).isEqualTo(1);
  }

  @Test
  void givesNobodyANumberOfAnother() {
    String owner = signIn().text("/user/id");
    String ada = server.token(sandbox, ADA);

    assertThat(verify(ada).code()).isEqualTo("user_has_already_account_with_phone_number");

    assertThat(signIn().text("/user/id")).isEqualTo(owner);
    assertThat(server.as(ada, sandbox, "GET", "/users").text("phoneNumber")).isEmpty();
    Reply merged = server.as(ada, sandbox, "POST", "/users/merge", null);
    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(signIn().text("/user/email")).isEqualTo(ADA);
  }

  @Test
  void changesTheNumberOfAProfileOnceItIsProven() {
    String ada = server.token(sandbox, ADA);

    Reply asked =
        server.as(
            ada,
            sandbox,
            "PUT",
            "/users",
            Map.of("phoneNumber", "+1 415 555 2671", "firstName", "Ada"));

    assertThat(asked.status()).as(asked.toString()).isEqualTo(200);
    assertThat(asked.text("nextView")).isEqualTo("verify-sms");
    assertThat(asked.text("/user/phoneNumber")).isEmpty();
    assertThat(asked.text("/user/firstName")).isEqualTo("Ada");
    assertThat(asked.text("/smsVerification/phoneNumber")).isEqualTo(NUMBER);
    var answer =
        Map.of(
            "verificationUUID", asked.text("/smsVerification/verificationUUID"),
            "verificationToken", server.code(sandbox, E164));
    Reply proven = server.as(ada, sandbox, "POST", "/smsVerifications/verify", answer);
    assertThat(proven.text("/user/phoneNumber")).isEqualTo(E164);
    Reply same = server.as(ada, sandbox, "PUT", "/users", Map.of("phoneNumber", E164));
    assertThat(same.text("nextView")).isEqualTo("done");
    assertThat(server.as(ada, sandbox, "PUT", "/users", Map.of("phoneNumber", "12345")).code())
        .isEqualTo("invalid_phone");
  }

  @Test
  void stopsWhoAsksForManyNumbersOfOneRow() {
    var rules = Map.of(Limit.TEXTS_PER_PREFIX, new LimitRule(2, Duration.ofHours(1)));
    try (var guarded = new TestServer(store, LimitSettings.lifted(rules))) {
      guarded.enableTexts(guarded.sandbox());
      for (String last : List.of("71", "72")) {
        assertThat(ask(guarded, "41555526" + last).status()).isEqualTo(201);
      }

      assertThat(ask(guarded, "4155552673").status()).isEqualTo(429);

      assertThat(guarded.count("challenge")).isEqualTo(2);
      assertThat(guarded.count("outbox_message")).isEqualTo(2);
      assertThat(ask(guarded, "2125552673").status()).isEqualTo(201);
    }
  }

  private static Reply ask(TestServer server, String national) {
    return server.client(
        server.sandbox(), "POST", "/smsVerifications/create", number(national, "1", "US"));
  }

  private Reply create(@Nullable String token, String national) {
    Map<String, String> body = number(national, "1", "US");
    return token == null
        ? server.client(sandbox, "POST", "/smsVerifications/create", body)
        : server.as(token, sandbox, "POST", "/smsVerifications/create", body);
  }

  private Reply signIn(Reply asked, String code) {
    return server.client(sandbox, "POST", "/smsVerifications/signin", answer(asked, code));
  }

  private Reply signIn() {
    server.clock.pass(Duration.ofMinutes(1));
    Reply asked = create(null, NUMBER);
    return signIn(asked, server.code(sandbox, E164));
  }

  private Reply verify(String token) {
    server.clock.pass(Duration.ofMinutes(1));
    Reply asked = create(token, NUMBER);
    return server.as(
        token,
        sandbox,
        "POST",
        "/smsVerifications/verify",
        answer(asked, server.code(sandbox, E164)));
  }

  private static Map<String, String> answer(Reply asked, String code) {
    return Map.of("verificationUUID", asked.text("verificationUUID"), "verificationToken", code);
  }

  private static Map<String, String> number(String national, String country, String region) {
    return Map.of("phoneNumber", national, "phoneCountryCode", country, "isoCountryCode", region);
  }

  private static String credential(Reply reply) {
    for (var credential : reply.body().at("/user/verifiedCredentials")) {
      if (credential.path("format").asString().equals("phoneNumber")) {
        return credential.path("id").asString();
      }
    }
    throw new AssertionError("no number in " + reply);
  }
}
