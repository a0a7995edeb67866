package dev.countersign.signin;

import static dev.countersign.signin.DeviceHouse.ADA;
import static dev.countersign.signin.DeviceHouse.APP;
import static dev.countersign.signin.DeviceHouse.COMPLETE;
import static dev.countersign.signin.DeviceHouse.OWING;
import static dev.countersign.signin.DeviceHouse.assertRefused;
import static dev.countersign.signin.DeviceHouse.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.Kind;
import dev.countersign.limit.Limit;
import dev.countersign.limit.LimitRule;
import dev.countersign.limit.LimitSettings;
import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestIssuer;
import dev.countersign.support.TestJwt;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Who is asked to approve the device they sign in on, what they may do before, and where the link
/// leads.
@ParameterizedClass
@EnumSource(Stores.class)
class NewDeviceTest {
  private final Stores store;
  @AutoClose private final DeviceHouse house;
  private final DeviceKeys phone = DeviceKeys.fresh();
  private final DeviceKeys laptop = DeviceKeys.fresh();

  NewDeviceTest(Stores store) throws GeneralSecurityException {
    this.store = store;
    this.house = new DeviceHouse(store);
  }

  @Test
  void isTrustedSilentlyWhereTheAccountIsMadeOnIt() {
    Reply first = house.signIn(phone, ADA);
    Reply again = house.signIn(phone, ADA);

    for (Reply reply : List.of(first, again)) {
      assertThat(reply.text("/user/scope")).isEqualTo(COMPLETE);
      assertThat(claims(reply.text("minifiedJwt")).path("deviceRegistrationId").asString())
          .isEqualTo(listed(first).path(0).path("id").asString());
    }
    assertThat(house.links()).isEmpty();
    assertThat(house.server.count("device")).isOne();
    assertThat(house.server.count("audit_event WHERE name = 'user.device.registered'")).isOne();
  }

  @Test
  void isAskedForByMailWhereThePersonHasAnother() {
    house.known(phone);

    Reply reply = house.signIn(laptop, ADA);

    String token = reply.text("minifiedJwt");
    assertThat(reply.text("/user/scope")).isEqualTo(OWING);
    assertThat(claims(token).path("scope").asString()).isEqualTo(OWING);
    assertThat(claims(token).has("deviceRegistrationId")).isFalse();
    assertRefused(
        house.server.as(token, house.sandbox, "PUT", "/users", DeviceHouse.NAME),
        403,
        "device_registration_required");
    assertThat(house.server.as(token, house.sandbox, "GET", "/session").status()).isEqualTo(204);
    Reply refreshed = house.refresh(token, laptop);
    assertThat(refreshed.text("/user/scope")).isEqualTo(OWING);
    assertThat(house.change(refreshed.text("minifiedJwt"))).isEqualTo(403);
    assertThat(house.links()).singleElement().asString().startsWith(APP + "/?");
    assertThat(house.server.count("device")).isOne();
    assertThat(house.server.count("audit_event WHERE name = 'user.device.unknown'")).isOne();
  }

  /// Whoever stole the code of one sign-in learns no more of the person than it.
  @Test
  void isToldNothingOfThePersonBefore() {
    String known = house.known(phone);
    house.server.as(known, house.sandbox, "PUT", "/users", DeviceHouse.NAME);
    var wallet = SolanaWallet.fresh();
    var post = wallet.post(house.server, house.sandbox);
    house.server.as(known, house.sandbox, "POST", "/verify/link", post);

    Reply reply = house.signIn(laptop, ADA);

    for (Reply told : List.of(reply, house.refresh(reply.text("minifiedJwt"), laptop))) {
      assertThat(told.body().path("user").has("firstName")).isFalse();
      assertThat(told.text("/user/email")).isEqualTo(ADA);
      assertThat(told.body().at("/user/verifiedCredentials")).hasSize(1);
      assertThat(told.text("/user/verifiedCredentials/0/format")).isEqualTo("email");
      assertThat(claims(told.text("jwt")).has("given_name")).isFalse();
      assertThat(claims(told.text("jwt")).path("blockchain_accounts")).isEmpty();
    }
    assertThat(house.signIn(phone, ADA).text("/user/firstName")).isEqualTo("Ada");
  }

  @Test
  void isGivenNoLeaveForAnythingBefore() {
    house.known(phone);
    house.set(
        house.sandbox,
        Map.of("mfa", Map.of("methods", List.of(Map.of("type", "totp", "enabled", true)))));

    assertThat(wantingLeave(phone).body().has("elevatedAccessToken")).isTrue();
    assertThat(wantingLeave(laptop).body().has("elevatedAccessToken")).isFalse();
  }

  @Test
  void isNotTrustedByARefresh() {
    house.known(phone);
    String unproven = house.signIn(null, ADA).text("minifiedJwt");
    assertThat(claims(unproven).path("scope").asString()).isEqualTo(OWING);
    assertThat(house.links()).isEmpty();

    Reply refreshed = house.refresh(unproven, phone);

    assertThat(refreshed.text("/user/scope")).isEqualTo(OWING);
    assertThat(house.server.count("device")).isOne();
  }

  @Test
  void isNotAskedForWhereTheSettingIsOff() {
    house.known(phone);
    house.asks(false);
    String before = house.signIn(laptop, ADA).text("minifiedJwt");
    assertThat(house.change(before)).isEqualTo(200);
    assertThat(house.server.count("device")).isEqualTo(2);

    house.asks(true);

    assertThat(house.change(before)).isEqualTo(200);
    assertThat(house.refresh(before, laptop).text("/user/scope")).isEqualTo(COMPLETE);
  }

  @Test
  void isLetInWhereTheSettingIsSwitchedOff() throws Exception {
    house.known(phone);
    String token = house.signIn(laptop, ADA).text("minifiedJwt");

    house.asks(false);

    assertThat(house.change(token)).isEqualTo(200);
    assertThat(house.refresh(token, laptop).text("/user/scope")).isEqualTo(COMPLETE);
    house.asks(true);
    assertThat(house.change(token)).isEqualTo(403);
  }

  @Test
  void isKnownInItsOwnEnvironmentAlone() {
    house.set(house.server.live(), Map.of("deviceRegistrationRequired", true));
    house.allow(house.server.live(), APP);
    house.known(phone);
    var live = house.server.live();
    Reply first = house.signIn(live, ADA, house.signed(live, laptop));
    assertThat(first.text("/user/scope")).isEqualTo(COMPLETE);

    Reply elsewhere = house.signIn(live, ADA, house.signed(live, phone));

    assertThat(elsewhere.text("/user/scope")).isEqualTo(OWING);
  }

  /// Passkeys take the same way.
  @Test
  void isNotAskedForWhereAKeyOfThePersonsOwnWasProven() {
    String known = house.known(phone);
    var wallet = SolanaWallet.fresh();
    house.set(house.sandbox, Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true)));
    var post = wallet.post(house.server, house.sandbox);
    house.server.as(known, house.sandbox, "POST", "/verify/link", post);

    String token = wallet.token(house.server, house.sandbox);

    assertThat(claims(token).path("scope").asString()).isEqualTo(COMPLETE);
    assertThat(house.links()).isEmpty();
  }

  @Test
  void isAskedForWhereTheTeamsOwnIssuerVouches() {
    String known = house.known(phone);
    try (var issuer = new TestIssuer()) {
      house.set(
          house.sandbox,
          Map.of(
              "externalAuth",
              issuer.settings(),
              "auth",
              Map.of("allowMultipleCredentialsForSignIn", true)));
      Reply linked = vouched("1", Map.of("Authorization", "Bearer " + known));
      assertThat(linked.text("/user/scope")).as(linked.toString()).isEqualTo(COMPLETE);

      Reply onLaptop = vouched("2", house.signed(house.sandbox, laptop));
      Reply onPhone = vouched("3", house.signed(house.sandbox, phone));

      assertThat(onLaptop.text("/user/scope")).as(onLaptop.toString()).isEqualTo(OWING);
      assertThat(onLaptop.text("/user/id")).isEqualTo(linked.text("/user/id"));
      assertThat(house.links()).hasSize(1);
      assertThat(onPhone.text("/user/scope")).isEqualTo(COMPLETE);
    }
  }

  @Test
  void isNotAskedForWhereThereIsNobodyToWriteTo() {
    house.server.enableTexts(house.sandbox);
    text();

    assertThat(text().text("/user/scope")).isEqualTo(COMPLETE);
  }

  @Test
  void isAskedForBeforeASecondFactor() {
    String known = house.known(phone);
    house.set(
        house.sandbox,
        Map.of(
            "mfa",
            Map.of("enabled", true, "methods", List.of(Map.of("type", "totp", "enabled", true)))));
    AuthenticatorApp.register(house.server, house.sandbox, known).answer(known);
    String token = house.signIn(laptop, ADA).text("minifiedJwt");
    assertThat(claims(token).path("scope").asString()).isEqualTo(OWING);
    assertRefused(
        house.server.as(token, house.sandbox, "GET", "/users/mfa"),
        403,
        "device_registration_required");

    Reply approved = house.approve(house.linked(), laptop, token);

    assertThat(approved.text("/user/scope")).isEqualTo("requiresAdditionalAuth");
    Reply factors =
        house.server.as(approved.text("minifiedJwt"), house.sandbox, "GET", "/users/mfa");
    assertThat(factors.status()).isEqualTo(200);
  }

  @Test
  void isAskedForOnlySoOftenAndTheSignInIsAnsweredAllTheSame() {
    var rule = Map.of(Limit.DEVICE_LINKS_PER_USER, new LimitRule(1, Duration.ofMinutes(10)));
    try (var limited = new DeviceHouse(store, LimitSettings.lifted(rule))) {
      limited.known(phone);
      String first = limited.signIn(laptop, ADA).text("minifiedJwt");

      Reply second = limited.signIn(laptop, ADA);

      assertThat(second.text("/user/scope")).isEqualTo(OWING);
      assertThat(limited.links()).hasSize(1);
      assertThat(limited.server.count("device_approval")).isOne();
      String token = second.text("minifiedJwt");
      assertThat(limited.approve(limited.linked(), laptop, token).text("/user/scope"))
          .isEqualTo(COMPLETE);
      assertThat(limited.refresh(first, laptop).text("/user/scope")).isEqualTo(COMPLETE);
    }
  }

  @Test
  void isWrittenOfInWordsThatAreOurs() {
    house.known(phone);
    var headers = new HashMap<>(house.signed(house.sandbox, laptop));
    headers.put("User-Agent", "Call 555-0100 now! (X11; Linux x86_64) Firefox/151.0");

    house.signIn(house.sandbox, ADA, headers);

    var mail = house.mails().getFirst();
    assertThat(mail.path("text").asString())
        .contains("Firefox on Linux", house.links().getFirst(), "15 minutes")
        .doesNotContain("555-0100");
    assertThat(mail.path("html").asString()).contains("href=\"" + house.links().getFirst() + "\"");
  }

  @Test
  void isLedToAnAppWhereNoPageAsked() {
    house.known(phone);
    var headers = new HashMap<>(house.signed(house.sandbox, laptop));
    headers.remove("Origin");
    house.server.admin("DELETE", "/origins/" + originId(), null);
    house.allow(house.sandbox, "https://*.example.net");
    house.signIn(house.sandbox, ADA, headers);
    assertThat(house.links()).isEmpty();

    house.allow(house.sandbox, APP);
    headers.putAll(house.signed(house.sandbox, laptop));
    headers.remove("Origin");
    house.signIn(house.sandbox, ADA, headers);
    assertThat(house.links().getFirst()).startsWith(APP + "/?deviceRegistrationToken=");
    String deepLinks = "/environments/" + house.sandbox + "/deeplinkUrls";
    house.server.admin("POST", deepLinks, Map.of("url", "myapp://callback"));
    headers.putAll(house.signed(house.sandbox, laptop));
    headers.remove("Origin");
    house.signIn(house.sandbox, ADA, headers);

    assertThat(house.links().getFirst()).startsWith("myapp://callback?deviceRegistrationToken=");
  }

  /// The list of a sandbox may be empty, and then every page may use it. The token of a link is for
  /// none of them.
  @Test
  void isLedToNoPageThatNobodyNamed() {
    var project = house.server.project();
    UUID open = Objects.requireNonNull(project.get(Kind.SANDBOX));
    house.set(open, Map.of("deviceRegistrationRequired", true));
    for (String origin : List.of("https://evil.example", "http://localhost.evil.example")) {
      assertThat(leads(open, origin)).startsWith(house.server.origin() + "/?");
    }
    assertThat(leads(open, "http://localhost:3000")).startsWith("http://localhost:3000/?");
  }

  private String leads(UUID environment, String origin) {
    var headers = new HashMap<>(house.signed(environment, phone));
    house.signIn(environment, ADA, headers);
    headers.putAll(house.signed(environment, laptop));
    headers.put("Origin", origin);
    house.signIn(environment, ADA, headers);
    String path = "/inbox/" + environment + "/messages";
    return house
        .server
        .send("GET", path, null, Map.of())
        .body()
        .path("messages")
        .valueStream()
        .filter(message -> message.path("link").isString())
        .findFirst()
        .orElseThrow()
        .path("link")
        .asString();
  }

  private Reply wantingLeave(DeviceKeys device) {
    String verification = house.server.create(house.sandbox, ADA);
    var body =
        Map.of(
            "verificationUUID",
            verification,
            "verificationToken",
            house.server.code(house.sandbox, ADA),
            "allowNewMFALinking",
            true);
    var headers = house.signed(house.sandbox, device);
    return house.server.client(house.sandbox, "POST", "/emailVerifications/signin", body, headers);
  }

  private Reply vouched(String jti, Map<String, String> headers) {
    String jwt = TestJwt.of("ada", house.server.clock.instant()).claim("jti", jti).compact();
    return house.server.client(
        house.sandbox, "POST", "/externalAuth/signin", Map.of("jwt", jwt), headers);
  }

  private String originId() {
    String path = "/environments/" + house.sandbox + "/origins";
    return house.server.admin("GET", path, null).text("/origins/0/id");
  }

  private Reply text() {
    var number =
        Map.of("phoneCountryCode", "1", "phoneNumber", "4155552671", "isoCountryCode", "US");
    String id =
        house
            .server
            .client(house.sandbox, "POST", "/smsVerifications/create", number)
            .text("verificationUUID");
    var answer =
        Map.of(
            "verificationUUID",
            id,
            "verificationToken",
            house.server.code(house.sandbox, "+14155552671"));
    return house.server.client(house.sandbox, "POST", "/smsVerifications/signin", answer);
  }

  private JsonNode listed(Reply signedIn) {
    return house
        .server
        .as(signedIn.text("minifiedJwt"), house.sandbox, "GET", "/deviceRegistrations")
        .body()
        .path("deviceRegistrations");
  }
}
