package dev.countersign.signin;

import static dev.countersign.signin.MfaServer.ADA;
import static dev.countersign.signin.MfaServer.COMPLETE;
import static dev.countersign.signin.MfaServer.PENDING;
import static dev.countersign.signin.MfaServer.assertDone;
import static dev.countersign.signin.MfaServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Who owes a second factor, what they may do before they have proven it, and what becomes of a
/// session whose factor goes.
@ParameterizedClass
@EnumSource(Stores.class)
class MfaPolicyTest {
  private static final Map<String, Object> NAME = Map.of("firstName", "Ada");

  @AutoClose private final MfaServer house;

  MfaPolicyTest(Stores store) {
    house = new MfaServer(store);
  }

  @Test
  void asksWhoHasAnAppAtEverySignIn() {
    var ada = house.enrolled();
    house.nextStep();

    String token = house.token();

    assertThat(house.scope(token)).isEqualTo(PENDING);
    assertRefused(house.as(token, "PUT", "/users", NAME), 403, "additional_auth_required");
    Reply reply = ada.app().answer(token);
    assertThat(reply.text("/user/scope")).isEqualTo(COMPLETE);
    assertDone(house.as(reply.text("minifiedJwt"), "PUT", "/users", NAME));
  }

  @Test
  void asksNobodyWhereItIsOff() {
    house.enrolled();
    house.set(Map.of("enabled", false));

    assertThat(house.scope(house.token())).isEqualTo(COMPLETE);
  }

  @Test
  void asksNobodyWhoHasNone() {
    String token = house.token();
    house.register(token);

    assertThat(house.scope(token)).isEqualTo(COMPLETE);
    assertThat(house.scope(house.token())).isEqualTo(COMPLETE);
  }

  @Test
  void letsNobodyInWithoutWhereOneIsRequired() {
    house.set(Map.of("required", true));
    String token = house.token();
    assertThat(house.scope(token)).isEqualTo(PENDING);
    assertRefused(house.as(token, "PUT", "/users", NAME), 403, "additional_auth_required");

    Reply reply = house.register(token).answer(token);

    assertThat(reply.text("/user/scope")).isEqualTo(COMPLETE);
  }

  @Test
  void letsInWhoIsOnlyToEnrollForAnAction() {
    house.set(Map.of("required", true, "enrollment", "action"));

    assertThat(house.scope(house.token())).isEqualTo(COMPLETE);
  }

  /// A thief of the first factor must not make, or read, a second of their own.
  @Test
  void givesNoOtherWayInToWhoOwesAFactor() {
    house.set(Map.of("totpDevices", 2));
    var ada = house.enrolled();
    AuthenticatorApp unproven = house.register(ada.token());
    house.nextStep();
    String thief = house.token();

    assertRefused(
        house.as(thief, "GET", "/users/mfa/register/totp"), 403, "additional_auth_required");
    assertRefused(house.as(thief, "GET", "/users/mfa/recovery"), 403, "additional_auth_required");
    assertRefused(house.as(thief, "POST", "/users/mfa/recovery"), 403, "additional_auth_required");
    assertRefused(unproven.answer(thief), 422, "mfa_invalid_code");
    var named = Map.of("code", unproven.code(), "id", unproven.id());
    assertRefused(
        house.as(thief, "POST", "/users/mfa/auth/totp", named), 422, "mfa_device_not_found");
    assertThat(house.scope(thief)).isEqualTo(PENDING);
    assertThat(house.server.count("recovery_code")).isZero();
  }

  /// Also where sign-in does not ask: an account that has a factor is not changed without it.
  @Test
  void addsNoFurtherAppWithoutTheFirstWhereSignInDoesNotAsk() {
    house.set(Map.of("enabled", false, "totpDevices", 2));
    house.enrolled();
    String thief = house.token();
    assertThat(house.scope(thief)).isEqualTo(COMPLETE);

    assertRefused(
        house.as(thief, "GET", "/users/mfa/register/totp"), 403, "additional_auth_required");
    assertRefused(house.as(thief, "GET", "/users/mfa/recovery"), 403, "additional_auth_required");
  }

  @Test
  void asksInTheOtherSessionsTooOnceThereIsAFactor() {
    String before = house.token();
    var ada = house.enrolled();

    assertRefused(house.as(before, "PUT", "/users", NAME), 403, "additional_auth_required");
    Reply refreshed = house.as(before, "POST", "/refresh");
    assertThat(refreshed.text("/user/scope")).isEqualTo(PENDING);
    assertDone(house.as(ada.token(), "PUT", "/users", NAME));
  }

  /// A token from before the factor was proven may have been stolen before.
  @Test
  void makesNoMoreOfATokenThatIsOlderThanTheProof() {
    var ada = house.enrolled();
    house.nextStep();
    String old = house.token();
    assertDone(ada.app().answer(old));

    assertRefused(house.as(old, "PUT", "/users", NAME), 403, "additional_auth_required");
    Reply refreshed = house.as(old, "POST", "/refresh");
    assertThat(refreshed.text("/user/scope")).isEqualTo(PENDING);
    assertThat(house.scope(refreshed.text("minifiedJwt"))).isEqualTo(PENDING);
  }

  @Test
  void keepsWhatWasProvenOverARefresh() {
    var ada = house.enrolled();

    Reply refreshed = house.as(ada.token(), "POST", "/refresh");

    assertThat(refreshed.text("/user/scope")).isEqualTo(COMPLETE);
    assertDone(house.as(refreshed.text("minifiedJwt"), "PUT", "/users", NAME));
  }

  @Test
  void removesAnAppOnlyForAnMfaTokenAndLowersWhatItRaised() {
    house.set(Map.of("required", true));
    var ada = house.enrolled();
    house.nextStep();
    String path = "/users/mfa/" + ada.app().id();
    String mfaToken = ada.app().mfaToken(ada.token(), true).orElseThrow();

    assertRefused(house.as(ada.token(), "DELETE", path), 403, "additional_auth_required");
    assertRefused(house.with("", ada.token(), "DELETE", path, ""), 403, "additional_auth_required");
    assertRefused(
        house.with("x", ada.token(), "DELETE", path, ""), 403, "additional_auth_required");
    assertThat(house.server.count("totp_device")).isEqualTo(1);
    assertDone(house.with(mfaToken, ada.token(), "DELETE", path, ""));

    assertThat(house.server.count("totp_device")).isZero();
    assertThat(house.server.count("recovery_set")).isZero();
    assertThat(house.scope(ada.token())).isEqualTo(PENDING);
    assertRefused(house.as(ada.token(), "PUT", "/users", NAME), 403, "additional_auth_required");
  }

  @Test
  void removesWhatWasNeverProvenWithoutMore() {
    String token = house.token();
    AuthenticatorApp app = house.register(token);

    assertDone(house.as(token, "DELETE", "/users/mfa/" + app.id()));

    assertThat(house.server.count("totp_device")).isZero();
  }

  @Test
  void asksAnewForAGuardedChange() {
    guardUpdates();
    assertDone(house.as(house.token(), "PUT", "/users", NAME));
    var ada = house.enrolled();
    assertRefused(house.as(ada.token(), "PUT", "/users", NAME), 403, "additional_auth_required");
    house.nextStep();
    String once = ada.app().mfaToken(ada.token(), true).orElseThrow();
    house.nextStep();
    String often = ada.app().mfaToken(ada.token(), false).orElseThrow();

    assertDone(house.with(once, ada.token(), "PUT", "/users", Map.of("lastName", "L")));
    assertRefused(
        house.with(once, ada.token(), "PUT", "/users", Map.of("lastName", "M")),
        403,
        "additional_auth_required");
    assertDone(house.with(often, ada.token(), "PUT", "/users", Map.of("lastName", "N")));
    assertDone(house.with(often, ada.token(), "PUT", "/users", Map.of("lastName", "O")));
    assertThat(house.as(ada.token(), "GET", "/users").text("lastName")).isEqualTo("O");
  }

  @Test
  void refusesAGuardedChangeBeforeAnyOfIt() {
    guardUpdates();
    var ada = house.enrolled();
    long messages = house.server.count("outbox_message");
    long challenges = house.server.count("challenge");

    Reply reply = house.as(ada.token(), "PUT", "/users", Map.of("email", "new@example.org"));

    assertRefused(reply, 403, "additional_auth_required");
    assertThat(house.server.count("outbox_message")).isEqualTo(messages);
    assertThat(house.server.count("challenge")).isEqualTo(challenges);
  }

  @Test
  void takesAnMfaTokenInItsOwnSessionOnly() {
    guardUpdates();
    var ada = house.enrolled();
    house.nextStep();
    String first = ada.app().mfaToken(ada.token(), false).orElseThrow();
    house.nextStep();
    String other = ada.app().answer(house.token()).text("minifiedJwt");

    assertRefused(house.with(first, other, "PUT", "/users", NAME), 403, "additional_auth_required");
  }

  @Test
  void tellsByMailOfAnAppThatCameOrWent() {
    var ada = house.enrolled();
    assertThat(mails()).singleElement().asString().contains("an authenticator app", "added");
    house.nextStep();
    String mfaToken = ada.app().mfaToken(ada.token(), true).orElseThrow();

    house.with(mfaToken, ada.token(), "DELETE", "/users/mfa/" + ada.app().id(), "");

    assertThat(mails()).hasSize(2);
    assertThat(mails().getFirst()).contains("an authenticator app", "removed");
  }

  @Test
  void letsAnOperatorTakeEveryFactorAway() {
    var ada = house.enrolled();
    house.as(ada.token(), "GET", "/users/mfa/recovery");
    String id = house.as(ada.token(), "GET", "/users").text("id");
    Reply seen = house.server.admin("GET", "/environments/" + house.sandbox + "/users/" + id, null);
    assertThat(seen.text("/user/mfaDevices/0/id")).isEqualTo(ada.app().id());

    assertDone(house.server.admin("POST", "/users/" + id + "/mfa/reset", null));

    for (String table : List.of("totp_device", "recovery_set", "recovery_code")) {
      assertThat(house.server.count(table)).as(table).isZero();
    }
    assertThat(house.server.count("session WHERE factor_amr IS NOT NULL")).isZero();
    assertThat(house.server.count("audit_event WHERE name = 'admin.user.mfa.reset'")).isOne();
    assertThat(house.scope(house.token())).isEqualTo(COMPLETE);
    assertDone(house.server.admin("DELETE", "/users/" + id + "/mfa", null));
  }

  @Test
  void knowsNobodyElsesAsAnOperatorEither() {
    String unknown = "00000000-0000-4000-8000-000000000000";

    assertRefused(
        house.server.admin("POST", "/users/" + unknown + "/mfa/reset", null), 404, "not_found");
    assertRefused(
        house.server.admin("DELETE", "/users/" + unknown + "/mfa", null), 404, "not_found");
  }

  /// One proof of another account gets nobody past its second factor.
  @Test
  void mergesNoAccountThatAFactorGuards() {
    SolanaWallet wallet = SolanaWallet.fresh();
    String walletToken = wallet.token(house.server, house.sandbox);
    assertDone(house.register(walletToken).answer(walletToken));
    String ada = house.token();
    var post = wallet.post(house.server, house.sandbox);
    assertThat(house.as(ada, "POST", "/verify/link", post).code())
        .isEqualTo("merge_accounts_confirmation");

    Reply merged = house.as(ada, "POST", "/users/merge");

    assertRefused(merged, 422, "merge_accounts_invalid");
    assertThat(house.server.count("end_user")).isEqualTo(2);
    assertThat(house.server.count("totp_device")).isEqualTo(1);
  }

  @Test
  void forgetsEverythingWithThePerson() {
    var ada = house.enrolled();
    house.as(ada.token(), "GET", "/users/mfa/recovery");
    house.as(ada.token(), "PUT", "/users/mfa/" + ada.app().id());

    assertDone(house.as(ada.token(), "DELETE", "/users"));

    for (String table : List.of("totp_device", "recovery_set", "recovery_code", "default_factor")) {
      assertThat(house.server.count(table)).as(table).isZero();
    }
  }

  private void guardUpdates() {
    house.set(Map.of("actions", List.of(Map.of("action", "user.update", "required", true))));
  }

  /// Those without a code, the newest first.
  private List<String> mails() {
    String to = URLEncoder.encode(ADA, StandardCharsets.UTF_8);
    String path = "/inbox/" + house.sandbox + "/messages?to=" + to;
    return house
        .server
        .send("GET", path, null, Map.of())
        .body()
        .path("messages")
        .valueStream()
        .filter(message -> message.path("code").isNull())
        .map(message -> message.path("text").stringValue())
        .toList();
  }
}
