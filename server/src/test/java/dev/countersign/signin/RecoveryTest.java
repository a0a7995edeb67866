package dev.countersign.signin;

import static dev.countersign.signin.MfaServer.ADA;
import static dev.countersign.signin.MfaServer.COMPLETE;
import static dev.countersign.signin.MfaServer.PENDING;
import static dev.countersign.signin.MfaServer.assertDone;
import static dev.countersign.signin.MfaServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Recovery codes, and codes by mail as a second factor.
@ParameterizedClass
@EnumSource(Stores.class)
class RecoveryTest {
  private static final String CODES = "/users/mfa/recovery";
  private static final Map<String, Object> KEPT =
      Map.of("mfaBackupCodeAcknowledgement", "complete");

  @AutoClose private final MfaServer house;

  RecoveryTest(Stores store) {
    house = new MfaServer(store);
  }

  @Test
  void showsTheSameTenUntilThePersonKeepsThem() {
    var ada = house.enrolled();
    assertThat(acknowledgement(ada.token())).isEqualTo("pending");
    List<String> codes = codes(ada.token());
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(codes).allMatch(code -> code.matches("[a-z2-7]{5}-[a-z2-7]{5}"));
    assertThat(codes(ada.token())).isEqualTo(codes);

    Reply updated = house.as(ada.token(), "PUT", "/users", KEPT);

    assertThat(updated.text("/user/mfaBackupCodeAcknowledgement")).isEqualTo("complete");
    Reply after = house.as(ada.token(), "GET", CODES);
    assertThat(after.body().path("count").intValue()).isEqualTo(10);
    assertThat(after.body().path("recoveryCodes").size()).isZero();
    assertThat(house.server.count("recovery_set WHERE sealed_codes IS NOT NULL")).isZero();
  }

  @Test
  void takesACodeOnceInThePlaceOfTheApp() {
    var ada = house.enrolled();
    String code = codes(ada.token()).getFirst();
    String token = house.token();

    Reply reply = answer(token, code.toUpperCase(Locale.ROOT).replace("-", " "));

    assertThat(reply.text("/user/scope")).isEqualTo(COMPLETE);
    assertRefused(answer(house.token(), code), 422, "mfa_invalid_code");
    assertThat(codes(ada.token())).hasSize(9).doesNotContain(code);
  }

  @Test
  void givesOneCodeToOneOfManyAtOnce() throws Exception {
    var ada = house.enrolled();
    String code = codes(ada.token()).getFirst();
    List<Callable<Reply>> racers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String token = house.token();
      racers.add(() -> answer(token, code));
    }

    int won = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(racers)) if (reply.get().status() == 200) won++;
    }

    assertThat(won).isEqualTo(1);
    assertThat(house.server.count("recovery_code WHERE used_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void countsWrongOnesWithTheCodesOfApps() {
    var ada = house.enrolled();
    String code = codes(ada.token()).getFirst();
    String token = house.token();
    for (int i = 0; i < 5; i++)
      assertRefused(answer(token, "aaaaa-aaaaa"), 422, "mfa_invalid_code");

    assertRefused(answer(token, code), 429, "mfa_rate_limited");

    assertThat(house.scope(token)).isEqualTo(PENDING);
    assertThat(house.server.count("recovery_code WHERE used_at IS NOT NULL")).isZero();
  }

  @Test
  void makesTheOldOnesWorthlessByNewOnes() {
    var ada = house.enrolled();
    List<String> old = codes(ada.token());
    house.as(ada.token(), "PUT", "/users", KEPT);

    Reply renewed = house.as(ada.token(), "POST", CODES);

    assertThat(renewed.body().path("count").intValue()).isEqualTo(10);
    List<String> fresh = list(renewed);
    assertThat(fresh).doesNotContainAnyElementsOf(old);
    assertThat(acknowledgement(ada.token())).isEqualTo("pending");
    assertRefused(answer(house.token(), old.getFirst()), 422, "mfa_invalid_code");
    assertDone(answer(house.token(), fresh.getFirst()));
  }

  @Test
  void keepsNoCodeThatCanBeRead() {
    var ada = house.enrolled();
    String code = codes(ada.token()).getFirst();

    List<String> kept =
        house
            .server
            .store()
            .read(
                tx ->
                    tx.list(
                        "SELECT fingerprint FROM recovery_code", row -> row.text("fingerprint")));

    assertThat(kept).hasSize(10).allMatch(print -> print.matches("[0-9a-f]{64}"));
    assertThat(kept).doesNotContain(code);
  }

  @Test
  void refusesWhereThereIsNothingToStandInFor() {
    assertRefused(house.as(house.token(), "GET", CODES), 422, "mfa_invalid_request");
    house.set(
        Map.of(
            "methods",
            List.of(Map.of("type", "totp", "enabled", true, "allowBackupCodes", false))));
    var ada = house.enrolled();

    assertRefused(house.as(ada.token(), "GET", CODES), 422, "mfa_invalid_request");
    assertRefused(answer(house.token(), "aaaaa-aaaaa"), 422, "mfa_invalid_request");
    assertThat(house.server.count("recovery_set")).isZero();
  }

  @Test
  void refusesAnUnknownWordOfAcknowledgement() {
    var ada = house.enrolled();
    var body = Map.of("mfaBackupCodeAcknowledgement", "perhaps");

    assertRefused(house.as(ada.token(), "PUT", "/users", body), 422, "invalid_user");

    assertThat(acknowledgement(ada.token())).isEqualTo("pending");
  }

  @Test
  void takesACodeByMailFromWhoSignedInAnotherWay() {
    SolanaWallet wallet = walletWithAddress();

    Reply signedIn = wallet.signIn(house.server, house.sandbox);

    assertThat(signedIn.text("/user/scope")).isEqualTo(PENDING);
    String token = signedIn.text("minifiedJwt");
    assertThat(house.as(token, "GET", "/users/mfa").text("/devices/0/type")).isEqualTo("email");
    Reply reply = mailed(token, ADA);
    assertThat(reply.text("/user/scope")).isEqualTo(COMPLETE);
  }

  @Test
  void takesNoCodeByMailFromWhoSignedInByMail() {
    walletWithAddress();
    String token = house.token();
    assertThat(house.scope(token)).isEqualTo(COMPLETE);

    assertRefused(mailed(token, ADA), 422, "mfa_invalid_request");

    assertThat(house.server.count("session WHERE factor_amr IS NOT NULL")).isZero();
  }

  @Test
  void takesNoCodeThatWasMailedToSomebodyElse() {
    SolanaWallet wallet = walletWithAddress();
    String token = wallet.token(house.server, house.sandbox);

    assertRefused(mailed(token, "grace@example.org"), 422, "mfa_invalid_request");

    assertThat(house.scope(token)).isEqualTo(PENDING);
  }

  /// The address signs in too, so that there are two ways to do it.
  private SolanaWallet walletWithAddress() {
    house.set(Map.of("methods", List.of(Map.of("type", "email", "enabled", true))));
    house.server.admin(
        "PUT",
        "/environments/" + house.sandbox,
        Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
    SolanaWallet wallet = SolanaWallet.fresh();
    var post = wallet.post(house.server, house.sandbox);
    assertDone(house.as(house.token(), "POST", "/verify/link", post));
    return wallet;
  }

  private Reply mailed(String token, String address) {
    Reply created = house.as(token, "POST", "/emailVerifications/create", Map.of("email", address));
    var body =
        Map.of(
            "verificationUUID", created.text("verificationUUID"),
            "verificationToken", house.server.code(house.sandbox, address));
    return house.as(token, "POST", "/users/mfa/auth/email", body);
  }

  private Reply answer(String token, String code) {
    return house.as(token, "POST", "/users/mfa/auth/recovery", Map.of("code", code));
  }

  private List<String> codes(String token) {
    return list(house.as(token, "GET", CODES));
  }

  private static List<String> list(Reply reply) {
    return reply.body().path("recoveryCodes").valueStream().map(JsonNode::stringValue).toList();
  }

  private String acknowledgement(String token) {
    return house.as(token, "GET", "/users").text("mfaBackupCodeAcknowledgement");
  }
}
