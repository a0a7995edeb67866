package dev.countersign.signin;

import static dev.countersign.signin.MfaServer.COMPLETE;
import static dev.countersign.signin.MfaServer.PENDING;
import static dev.countersign.signin.MfaServer.assertDone;
import static dev.countersign.signin.MfaServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPasskey;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a passkey becomes a second factor, and what becomes of sessions when it goes.
@ParameterizedClass
@EnumSource(Stores.class)
class PasskeyFactorPolicyTest {
  private static final Map<String, Object> NAME = Map.of("firstName", "Ada");

  @AutoClose private final MfaServer house;
  private final PasskeyPeople people;
  private final TestPasskey passkey = new TestPasskey();

  PasskeyFactorPolicyTest(Stores store) {
    house = new MfaServer(store);
    house.set(MfaServer.methods("passkey", "totp"));
    people = new PasskeyPeople(house.server, house.sandbox);
  }

  @Test
  void raisesTheSessionThatRegistersOne() {
    Reply reply = people.register(house.token(), passkey);

    assertThat(reply.text("/user/scope")).as(reply.toString()).isEqualTo(COMPLETE);
    assertThat(reply.text("/user/mfaBackupCodeAcknowledgement")).isEqualTo("pending");
    assertThat(reply.body().has("mfaToken")).isFalse();
    assertThat(raised()).isOne();
    assertDone(house.as(reply.text("minifiedJwt"), "PUT", "/users", NAME));
  }

  @Test
  void givesAnMfaTokenForARegistrationToWhoAsks() {
    String token = house.token();
    ObjectNode answer = passkey.register(people.creation(token));
    answer.putObject("createMfaToken").put("singleUse", true);

    Reply reply = people.postRegistration(token, answer);

    String raised = reply.text("minifiedJwt");
    String id = people.list(raised).at("/passkeys/0/id").asString();
    assertDone(people.delete(raised, id, reply.text("mfaToken")));
  }

  @Test
  void letsWhoMustGetOneRegisterIt() {
    house.set(MfaServer.methods("passkey"), Map.of("required", true));
    String token = house.token();
    assertThat(house.scope(token)).isEqualTo(PENDING);

    Reply reply = people.register(token, passkey);

    assertThat(reply.text("/user/scope")).as(reply.toString()).isEqualTo(COMPLETE);
  }

  /// There is nothing yet to prove for an elevated token.
  @Test
  void asksWhoMustGetOneForNoElevatedToken() {
    house.set(MfaServer.methods("passkey"), Map.of("required", true));
    house.server.admin(
        "PUT",
        "/environments/" + house.sandbox,
        Map.of("sdk", Map.of("minApiVersion", "2026_04_01")));
    Reply first = people.register(house.token(), passkey);
    assertThat(first.text("/user/scope")).as(first.toString()).isEqualTo(COMPLETE);

    Reply second = people.register(first.text("minifiedJwt"), new TestPasskey());

    assertRefused(second, 403, "elevated_access_token_required");
    assertThat(house.server.count("passkey")).isOne();
  }

  /// A thief of the first factor must not make a second of their own.
  @Test
  void registersNoneForWhoOwesAFactor() {
    String raised = people.register(house.token(), passkey).text("minifiedJwt");
    var own = new TestPasskey();
    JsonNode options = people.creation(raised);
    String thief = house.token();

    assertRefused(
        people.as(thief, "GET", "/users/passkeys/register", null), 403, "additional_auth_required");
    assertRefused(
        people.postRegistration(thief, own.register(options)), 403, "additional_auth_required");

    assertThat(house.server.count("passkey")).isOne();
    assertThat(house.scope(thief)).isEqualTo(PENDING);
  }

  /// Of two sessions without a factor one gets the first, and the other owes it from then on.
  @Test
  void makesTheFirstFactorOfOneOfManyAtOnce() throws Exception {
    var posts = new ArrayList<Callable<Reply>>();
    for (int i = 0; i < 4; i++) {
      String token = house.token();
      ObjectNode answer = new TestPasskey().register(people.creation(token));
      posts.add(() -> people.postRegistration(token, answer));
    }
    var codes = new ArrayList<String>();
    try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : racers.invokeAll(posts)) codes.add(reply.get().code());
    }

    assertThat(codes).filteredOn("additional_auth_required"::equals).hasSize(3);
    assertThat(house.server.count("passkey")).isOne();
    assertThat(raised()).isOne();
  }

  @Test
  void registersNoneForWhoOwesAnotherFactorWherePasskeysAreNone() {
    people.allowed(Map.of());
    house.set(MfaServer.methods("totp"), Map.of("required", true));
    String token = house.token();

    assertRefused(
        people.as(token, "GET", "/users/passkeys/register", null), 403, "additional_auth_required");
    assertRefused(people.postRegistration(token, Json.object()), 403, "additional_auth_required");
    assertThat(house.server.count("passkey")).isZero();
  }

  @Test
  void signsNobodyInByOneThatWasRegisteredAsAFactorAlone() {
    Reply registered = people.register(house.token(), passkey);
    assertThat(registered.body().at("/user/verifiedCredentials").valueStream())
        .filteredOn(credential -> credential.path("format").asString().equals("passkey"))
        .singleElement()
        .matches(credential -> !credential.path("signInEnabled").booleanValue());
    assertThat(people.as("", "GET", "/users/passkeys/signin", null).code())
        .isEqualTo("provider_not_available");
    people.allowed(Map.of());

    assertThat(people.signIn(passkey).code()).isEqualTo("credential_not_enabled_for_sign_in");

    assertThat(house.server.count("session")).isOne();
  }

  @Test
  void takesAPasskeyForBothFactorsOfOneWhoMustHaveTwo() {
    people.allowed(Map.of("userVerification", "discouraged"));
    house.set(MfaServer.methods("passkey"), Map.of("required", true));
    people.register(house.token(), passkey);

    Reply verified = people.signIn(passkey);
    passkey.flags = TestPasskey.PRESENT;
    Reply present = people.signIn(passkey);

    assertThat(verified.text("/user/scope")).isEqualTo(COMPLETE);
    assertThat(present.text("/user/scope")).isEqualTo(PENDING);
  }

  @Test
  void goesOnlyForAnMfaTokenAndLowersWhatItRaised() {
    String other = people.register(house.token(), passkey).text("minifiedJwt");
    String pending = house.token();
    ObjectNode answer = passkey.answer(people.factorRequest(pending));
    answer.putObject("createMfaToken").put("singleUse", true);
    Reply proven = people.postProof(pending, answer);
    String token = proven.text("minifiedJwt");
    String id = people.list(token).at("/passkeys/0/id").asString();

    assertRefused(people.delete(token, id), 403, "additional_auth_required");
    assertRefused(people.delete(token, id, ""), 403, "additional_auth_required");
    assertRefused(people.delete(token, id, "x"), 403, "additional_auth_required");
    assertRefused(
        people.delete(other, id, proven.text("mfaToken")), 403, "additional_auth_required");
    assertRefused(
        house.as(token, "POST", "/verify/unlink", Map.of("walletId", id)),
        422,
        "invalid_unlink_request");
    assertRefused(house.as(token, "DELETE", "/users/mfa/" + id), 422, "mfa_invalid_request");
    assertThat(house.server.count("passkey")).isOne();
    assertThat(raised()).isEqualTo(2);
    assertDone(people.delete(token, id, proven.text("mfaToken")));

    assertThat(house.server.count("passkey")).isZero();
    assertThat(house.server.count("recovery_set")).isZero();
    assertThat(raised()).isZero();
    assertThat(house.scope(house.token())).isEqualTo(COMPLETE);
  }

  /// One that is new says nothing of who it is that has made it.
  @Test
  void elevatesWhoProvesOneAndNobodyByANewOne() {
    String token = house.token();
    ObjectNode made = passkey.register(people.creation(token));
    made.putArray("requestedScopes").add("credential:unlink");
    Reply registered = people.postRegistration(token, made);
    String pending = house.token();
    ObjectNode answer = passkey.answer(people.factorRequest(pending));
    answer.putArray("requestedScopes").add("credential:unlink");
    Reply proven = people.postProof(pending, answer);
    String raised = proven.text("minifiedJwt");
    String elevated = proven.text("elevatedAccessToken");
    var passkeyId = Map.of("passkeyId", people.list(raised).at("/passkeys/0/id").asString());

    Reply deleted =
        house.server.client(
            house.sandbox,
            "DELETE",
            "/users/passkeys",
            passkeyId,
            Map.of("Authorization", "Bearer " + raised, "x-dyn-elevated-access-token", elevated));

    assertThat(registered.body().has("elevatedAccessToken")).isFalse();
    assertDone(deleted);
    assertThat(house.server.count("passkey")).isZero();
  }

  @Test
  void keepsWhatAnotherFactorRaisedWhenAPasskeyGoes() {
    String first = people.register(house.token(), passkey).text("minifiedJwt");
    var app = house.register(first);
    assertDone(app.answer(first));
    house.nextStep();
    String token = app.answer(house.token()).text("minifiedJwt");
    house.nextStep();
    String mfaToken = app.mfaToken(token, true).orElseThrow();
    String proven = people.prove(house.token(), passkey).text("minifiedJwt");
    String id = people.list(token).at("/passkeys/0/id").asString();

    assertDone(people.delete(token, id, mfaToken));

    assertThat(house.scope(token)).isEqualTo(COMPLETE);
    assertThat(house.scope(proven)).isEqualTo(PENDING);
  }

  /// A session that an address raised falls when the address goes.
  @Test
  void lowersWhatAnUnlinkedAddressRaised() {
    house.set(MfaServer.methods("email"));
    house.server.admin(
        "PUT",
        "/environments/" + house.sandbox,
        Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
    SolanaWallet wallet = SolanaWallet.fresh();
    String mailed = house.token();
    assertDone(house.as(mailed, "POST", "/verify/link", wallet.post(house.server, house.sandbox)));
    String token = wallet.token(house.server, house.sandbox);
    Reply sent =
        house.as(token, "POST", "/emailVerifications/create", Map.of("email", MfaServer.ADA));
    var code =
        Map.of(
            "verificationUUID", sent.text("verificationUUID"),
            "verificationToken", house.server.code(house.sandbox, MfaServer.ADA));
    String raised = house.as(token, "POST", "/users/mfa/auth/email", code).text("minifiedJwt");
    String id = house.as(raised, "GET", "/users/mfa").text("/devices/0/id");

    assertDone(house.as(raised, "POST", "/verify/unlink", Map.of("walletId", id)));

    assertThat(raised()).isZero();
  }

  @Test
  void deletesPasskeysWithTheOtherFactorsWhenAnOperatorResetsThem() {
    people.allowed(Map.of());
    String raised = people.register(house.token(), passkey).text("minifiedJwt");
    String opened = people.signIn(passkey).text("minifiedJwt");

    reset(house.as(raised, "GET", "/users").text("id"));

    assertThat(house.server.count("passkey")).isZero();
    assertThat(raised()).isZero();
    assertThat(house.as(opened, "GET", "/users").status()).isEqualTo(401);
    assertThat(house.scope(house.token())).isEqualTo(COMPLETE);
    assertThat(people.signIn(passkey).code()).isEqualTo("invalid_passkey");
  }

  @Test
  void leavesThePasskeysOfWhoHasNothingElse() {
    people.allowed(Map.of("signUp", true));
    Reply signedUp = people.register("", passkey);
    var further = new TestPasskey();
    assertDone(people.register(signedUp.text("minifiedJwt"), further));

    reset(signedUp.text("/user/id"));

    assertThat(people.signIn(passkey).text("/user/scope")).isEqualTo(COMPLETE);
    assertThat(people.signIn(further).text("/user/scope")).isEqualTo(COMPLETE);
  }

  @Test
  void leavesPasskeysThatAreNoFactorsToAReset() {
    people.allowed(Map.of());
    house.set(MfaServer.methods("totp"));
    String token = people.register(house.token(), passkey).text("minifiedJwt");

    reset(house.as(token, "GET", "/users").text("id"));

    assertDone(people.signIn(passkey));
  }

  @Test
  void letsARecoveryCodeStandInForIt() {
    String raised = people.register(house.token(), passkey).text("minifiedJwt");
    Reply codes = house.as(raised, "GET", "/users/mfa/recovery");
    var body = Map.of("code", codes.text("/recoveryCodes/0"));

    Reply reply = house.as(house.token(), "POST", "/users/mfa/auth/recovery", body);

    assertThat(reply.text("/user/scope")).as(reply.toString()).isEqualTo(COMPLETE);
  }

  private void reset(String id) {
    assertDone(house.server.admin("POST", "/users/" + id + "/mfa/reset", null));
  }

  private long raised() {
    return house.server.count("session WHERE factor_amr IS NOT NULL");
  }
}
