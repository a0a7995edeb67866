package dev.countersign.signin;

import static dev.countersign.signin.MfaServer.ADA;
import static dev.countersign.signin.MfaServer.assertDone;
import static dev.countersign.signin.MfaServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.signin.MfaServer.Enrolled;
import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPasskey;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// Elevated tokens where people have second factors: those give them, and nothing less does.
@ParameterizedClass
@EnumSource(Stores.class)
class StepUpByFactorTest {
  private static final String LINK = "credential:link";
  private static final String UNLINK = "credential:unlink";
  private static final String ELEVATED = "audit_event WHERE name = 'user.session.elevated'";

  @AutoClose private final MfaServer house;

  StepUpByFactorTest(Stores store) {
    house = new MfaServer(store);
    put(Map.of("sdk", Map.of("minApiVersion", "2026_04_01")));
  }

  @Test
  void asksWhoHasAFactorForThat() {
    var ada = enrolled();

    Reply check = house.as(ada.token(), "POST", "/stepUp/check", Map.of("scope", UNLINK));

    assertThat(check.text("isRequired")).isEqualTo("true");
    assertThat(check.body().path("credentials").size()).isEqualTo(1);
    assertThat(check.text("/credentials/0/id")).isEqualTo(ada.app().id());
    assertThat(check.text("/credentials/0/format")).isEqualTo("totp");
    assertThat(check.text("/credentials/0/type")).isEqualTo("totp");
    assertThat(check.text("defaultCredentialId")).isEqualTo(ada.app().id());
  }

  @Test
  void givesWhoHasAFactorNothingForACodeByMail() {
    var ada = enrolled();
    house.nextStep();
    var proof = proofByMail(ada.token());
    var wanting = new HashMap<String, Object>(proof);
    wanting.put("requestedScopes", List.of(UNLINK));

    Reply refused = house.as(ada.token(), "POST", "/emailVerifications/verify", wanting);

    assertRefused(refused, 403, "additional_auth_required");
    assertThat(house.server.count(ELEVATED)).isOne();
    assertDone(house.as(ada.token(), "POST", "/emailVerifications/verify", proof));
  }

  @Test
  void givesWhatIsAskedForACodeOfTheApp() throws ParseException {
    var ada = enrolled();
    house.nextStep();

    Reply wrong = answer(ada.token(), ada.app().wrong(), LINK, UNLINK);
    assertRefused(wrong, 422, "mfa_invalid_code");
    Reply raised = answer(ada.token(), ada.app().code(), LINK, UNLINK);

    var claims = SignedJWT.parse(raised.text("elevatedAccessToken")).getJWTClaimsSet();
    assertThat(claims.getStringClaim("scope")).isEqualTo(LINK + " " + UNLINK);
    assertThat(claims.getStringClaim("sid")).isEqualTo(raised.text("/user/sessionId"));
    assertThat(house.server.count(ELEVATED)).isEqualTo(2);
    house.nextStep();
    assertThat(ada.app().answer(ada.token()).body().has("elevatedAccessToken")).isFalse();
  }

  @Test
  void givesItForARecoveryCodeToo() {
    var ada = enrolled();
    String code = house.as(ada.token(), "GET", "/users/mfa/recovery").text("/recoveryCodes/0");
    var body = Map.of("code", code, "requestedScopes", List.of(UNLINK));

    Reply raised = house.as(house.token(), "POST", "/users/mfa/auth/recovery", body);

    assertThat(raised.text("elevatedAccessToken")).isNotEmpty();
  }

  /// Else whoever holds a session would elevate it by an app of their own.
  @Test
  void givesNothingForTheFirstCodeOfAnApp() {
    Reply signedIn = signInLinkingFactors();
    String token = signedIn.text("minifiedJwt");
    AuthenticatorApp app = register(token, signedIn.text("elevatedAccessToken"));

    Reply raised = answer(token, app.code(), UNLINK);

    assertDone(raised);
    assertThat(raised.body().has("elevatedAccessToken")).isFalse();
    assertThat(house.server.count(ELEVATED)).isOne();
  }

  @Test
  void registersAnAppOnlyWithLeave() {
    String token = house.token();

    Reply without = house.as(token, "GET", "/users/mfa/register/totp");

    assertRefused(without, 403, "elevated_access_token_required");
    assertThat(house.server.count("totp_device")).isZero();
    var proof = new HashMap<String, Object>(proofByMail(token));
    proof.put("requestedScopes", List.of(LINK));
    Reply proven = house.as(token, "POST", "/emailVerifications/verify", proof);
    register(token, proven.text("elevatedAccessToken"));
    assertThat(house.server.count("totp_device")).isOne();
  }

  @Test
  void givesThatLeaveAtSignInToWhoHasNoFactorAlone() throws ParseException {
    Reply first = signInLinkingFactors();
    var claims = SignedJWT.parse(first.text("elevatedAccessToken")).getJWTClaimsSet();
    assertThat(claims.getStringClaim("scope")).isEqualTo(LINK);
    String token = first.text("minifiedJwt");
    assertDone(register(token, first.text("elevatedAccessToken")).answer(token));

    assertThat(signInLinkingFactors().body().has("elevatedAccessToken")).isFalse();
    assertThat(house.server.count(ELEVATED)).isOne();
  }

  @Test
  void letsWhoMustHaveAFactorRegisterTheirFirst() {
    house.set(Map.of("enrollment", "signup"));
    Reply signedIn = signInLinkingFactors();
    assertThat(signedIn.body().has("elevatedAccessToken")).isFalse();
    String token = signedIn.text("minifiedJwt");

    Reply raised = house.register(token).answer(token);

    assertThat(raised.text("/user/scope")).isEqualTo(MfaServer.COMPLETE);
    house.set(Map.of("enrollment", "signup", "totpDevices", 2));
    Reply second = house.as(raised.text("minifiedJwt"), "GET", "/users/mfa/register/totp");
    assertRefused(second, 403, "elevated_access_token_required");
  }

  @Test
  void removesAnAppWithAnElevatedToken() {
    var ada = enrolled();
    String path = "/users/mfa/" + ada.app().id();
    house.nextStep();
    Reply raised = answer(ada.token(), ada.app().code(), UNLINK);
    String elevated = raised.text("elevatedAccessToken");
    house.nextStep();
    String linkOnly = answer(ada.token(), ada.app().code(), LINK).text("elevatedAccessToken");

    assertRefused(
        with(linkOnly, ada.token(), "DELETE", path, null), 403, "elevated_access_token_required");
    assertRefused(with(null, ada.token(), "DELETE", path, null), 403, "additional_auth_required");
    assertThat(house.server.count("totp_device")).isOne();

    assertDone(with(elevated, ada.token(), "DELETE", path, null));
    assertThat(house.server.count("totp_device")).isZero();
  }

  @Test
  void updatesOnceWhereTheActionSaysSo() throws Exception {
    house.set(
        Map.of(
            "actions",
            List.of(
                Map.of(
                    "action",
                    "user.update",
                    "required",
                    true,
                    "tokenBehavior",
                    "single_use",
                    "tokenExpirySeconds",
                    60))));
    var ada = enrolled();
    house.nextStep();
    String once = answer(ada.token(), ada.app().code(), "user:update").text("elevatedAccessToken");
    var claims = SignedJWT.parse(once).getJWTClaimsSet();
    assertThat(claims.getBooleanClaim("singleUse")).isTrue();
    assertThat(
            Duration.between(house.server.clock.instant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofSeconds(60));

    int done = 0;
    List<Callable<Reply>> racers =
        List.of(() -> rename(once, ada.token()), () -> rename(once, ada.token()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(racers)) if (reply.get().status() == 200) done++;
    }

    assertThat(done).isOne();
    assertThat(house.server.count("spent_elevation")).isOne();
    assertRefused(rename(null, ada.token()), 403, "additional_auth_required");
  }

  @Test
  void asksForNothingWhereOnlyFactorsGuardAndThereIsNone() {
    house.set(Map.of("actions", List.of(Map.of("action", "user.update", "required", true))));
    String token = house.token();

    Reply check = house.as(token, "POST", "/stepUp/check", Map.of("scope", "user:update"));

    assertThat(check.text("isRequired")).isEqualTo("false");
    assertDone(rename(null, token));
  }

  /// Who has nothing but an account at a provider could prove themself in no other way.
  @Test
  void elevatesByAnAccountAtAProviderThatIsTheirs() {
    var browser = new SocialBrowser(house.server, house.sandbox).with("github");
    String token = browser.signIn("github", "Grace").text("minifiedJwt");
    var ending = browser.goes("github", "Grace", token);
    ending.put("requestedScopes", List.of(LINK));

    Reply proven = browser.link("github", token, ending);

    assertThat(proven.text("elevatedAccessToken")).isNotEmpty();
    Reply other = browser.link("github", token, browser.goes("github", "Mallory", token));
    assertRefused(other, 403, "elevated_access_token_required");
    assertThat(house.server.count("credential")).isOne();
  }

  /// Who has nothing but passkeys has no second factor, and could prove themself in no other way.
  @Test
  void elevatesByThePasskeyOfWhoHasNothingElse() {
    var people = new PasskeyPeople(house.server, house.sandbox).allowed(Map.of("signUp", true));
    house.set(MfaServer.methods("passkey", "totp"));
    var passkey = new TestPasskey();
    String token = people.register("", passkey).text("minifiedJwt");
    Reply check = house.as(token, "POST", "/stepUp/check", Map.of("scope", LINK));
    assertThat(check.text("/credentials/0/format")).isEqualTo("passkey");

    assertRefused(people.prove(token, passkey), 422, "mfa_invalid_request");
    ObjectNode answer = passkey.answer(people.factorRequest(token));
    answer.putArray("requestedScopes").add(LINK);
    Reply proven = people.postProof(token, answer);

    String elevated = proven.text("elevatedAccessToken");
    assertRefused(people.postProof(token, answer), 422, "mfa_invalid_code");
    assertThat(house.server.count(ELEVATED)).isOne();
    assertThat(house.server.count("session WHERE factor_amr IS NOT NULL")).isZero();
    var app = register(token, elevated);
    String raised = app.answer(token).text("minifiedJwt");
    ObjectNode again = passkey.answer(people.factorRequest(raised));
    again.putArray("requestedScopes").add(LINK);
    assertRefused(people.postProof(raised, again), 403, "additional_auth_required");
  }

  private void put(Map<String, ?> settings) {
    assertDone(house.server.admin("PUT", "/environments/" + house.sandbox, settings));
  }

  private Enrolled enrolled() {
    Reply signedIn = signInLinkingFactors();
    String token = signedIn.text("minifiedJwt");
    AuthenticatorApp app = register(token, signedIn.text("elevatedAccessToken"));
    Reply raised = app.answer(token);
    assertDone(raised);
    return new Enrolled(app, raised.text("minifiedJwt"));
  }

  private Reply signInLinkingFactors() {
    String verification = house.server.create(house.sandbox, ADA);
    var body =
        Map.of(
            "verificationUUID",
            verification,
            "verificationToken",
            house.server.code(house.sandbox, ADA),
            "allowNewMFALinking",
            true);
    Reply reply = house.server.client(house.sandbox, "POST", "/emailVerifications/signin", body);
    assertDone(reply);
    return reply;
  }

  private AuthenticatorApp register(String token, String elevated) {
    Reply reply = with(elevated, token, "GET", "/users/mfa/register/totp", null);
    assertDone(reply);
    return new AuthenticatorApp(
        house.server, house.sandbox, reply.text("id"), reply.text("secret"));
  }

  private Map<String, Object> proofByMail(String token) {
    house.server.clock.pass(Duration.ofSeconds(1));
    Reply asked = house.as(token, "POST", "/emailVerifications/create", Map.of("email", ADA));
    return Map.of(
        "verificationUUID", asked.text("verificationUUID"),
        "verificationToken", house.server.code(house.sandbox, ADA));
  }

  private Reply answer(String token, String code, String... scopes) {
    var body = Map.of("code", code, "requestedScopes", List.of(scopes));
    return house.as(token, "POST", "/users/mfa/auth/totp", body);
  }

  private Reply rename(@Nullable String elevated, String token) {
    return with(elevated, token, "PUT", "/users", Map.of("firstName", "Augusta"));
  }

  private Reply with(
      @Nullable String elevated, String token, String method, String path, @Nullable Object body) {
    var headers = new HashMap<>(Map.of("Authorization", "Bearer " + token));
    if (elevated != null) headers.put("x-dyn-elevated-access-token", elevated);
    return house.server.client(house.sandbox, method, path, body, headers);
  }
}
