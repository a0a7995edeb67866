package dev.countersign.signin;

import static dev.countersign.signin.DeviceHouse.ADA;
import static dev.countersign.signin.DeviceHouse.APP;
import static dev.countersign.signin.DeviceHouse.COMPLETE;
import static dev.countersign.signin.DeviceHouse.OWING;
import static dev.countersign.signin.DeviceHouse.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// In cookie mode clients sign nothing: there a cookie of ours stands for the device.
@ParameterizedClass
@EnumSource(Stores.class)
class DeviceCookieTest {
  private static final String NAME = "countersign-device";
  private static final String TOKEN = "DYNAMIC_JWT_TOKEN";

  @AutoClose private final DeviceHouse house;

  DeviceCookieTest(Stores store) {
    house = new DeviceHouse(store);
    house.set(house.sandbox, Map.of("auth", Map.of("storage", List.of("cookie"))));
  }

  @Test
  void isSetByASignInForAsLongAsBrowsersKeepOne() {
    Reply reply = signIn(Map.of());

    SetCookie cookie = device(reply).orElseThrow();
    assertThat(cookie.attributes())
        .containsExactlyInAnyOrder(
            "Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=" + 400 * 24 * 60 * 60);
    assertThat(reply.text("/user/scope")).isEqualTo(COMPLETE);
    assertThat(house.server.count("device WHERE public_key = '" + cookie.value() + "'")).isZero();
    assertThat(house.server.count("device")).isOne();
  }

  @Test
  void isSetNowhereElse() {
    Reply first = signIn(Map.of());
    var token = Map.of("Cookie", TOKEN + "=" + token(first), "Origin", APP);
    Reply refreshed = house.server.client(house.sandbox, "POST", "/refresh", null, token);
    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(device(refreshed)).isEmpty();

    house.asks(false);
    assertThat(device(signIn(Map.of()))).isEmpty();
    house.asks(true);
    assertThat(device(signIn(Map.of("x-dynamic-platform", "react-native")))).isEmpty();
    house.set(house.sandbox, Map.of("auth", Map.of("storage", List.of("localstorage"))));
    assertThat(device(signIn(Map.of()))).isEmpty();
  }

  @Test
  void makesItsBrowserKnown() {
    String mine = device(signIn(Map.of())).orElseThrow().value();

    Reply again = signIn(Map.of("Cookie", NAME + "=" + mine));

    assertThat(again.text("/user/scope")).isEqualTo(COMPLETE);
    assertThat(device(again).orElseThrow().value()).isEqualTo(mine);
    assertThat(signIn(Map.of()).text("/user/scope")).isEqualTo(OWING);
    assertThat(signIn(Map.of("Cookie", NAME + "=guess")).text("/user/scope")).isEqualTo(OWING);
    Reply list = as(again, "GET", "/deviceRegistrations");
    assertThat(list.body().path("count").intValue()).isOne();
    assertThat(list.body().at("/deviceRegistrations/0/isCurrentDevice").booleanValue()).isTrue();
  }

  @Test
  void approvesItsBrowserAlone() {
    Reply first = signIn(Map.of());
    Reply second = signIn(Map.of());
    String token = house.linked();
    String foreign = NAME + "=" + device(first).orElseThrow().value();
    String own = NAME + "=" + device(second).orElseThrow().value();

    assertRefused(
        house.approve(house.sandbox, token, Map.of("Origin", APP, "Cookie", foreign), null),
        422,
        "invalid_device_registration");
    assertRefused(
        house.approve(house.sandbox, token, Map.of("Origin", APP), null),
        422,
        "invalid_device_registration");
    assertRefused(
        house.approve(house.sandbox, token, Map.of("Cookie", own), null),
        403,
        "origin_not_allowed");
    assertThat(house.server.count("device")).isOne();
    var both = Map.of("Origin", APP, "Cookie", own + "; " + TOKEN + "=" + token(second));
    Reply approved = house.approve(house.sandbox, token, both, null);

    assertThat(approved.text("/user/scope")).as(approved.toString()).isEqualTo(COMPLETE);
    assertThat(token(approved)).isNotEmpty();
    assertThat(house.server.count("device")).isEqualTo(2);
  }

  @Test
  void endsWhatWasSignedInThereWhenItIsRevoked() {
    Reply first = signIn(Map.of());
    String id = as(first, "GET", "/deviceRegistrations").text("/deviceRegistrations/0/id");

    Reply revoked = as(first, "DELETE", "/deviceRegistrations/" + id);

    assertThat(revoked.body().path("currentDeviceRevoked").booleanValue()).isTrue();
    assertThat(as(first, "GET", "/session").status()).isEqualTo(401);
    String mine = NAME + "=" + device(first).orElseThrow().value();
    assertThat(signIn(Map.of("Cookie", mine)).text("/user/scope")).isEqualTo(OWING);
  }

  /// Who holds the token alone binds the session to a key of theirs: it stays on the device it began.
  @Test
  void staysOnTheDeviceThatItBeganOn() throws GeneralSecurityException {
    Reply first = signIn(Map.of());
    String id = as(first, "GET", "/deviceRegistrations").text("/deviceRegistrations/0/id");
    var headers = new HashMap<>(house.signed(house.sandbox, DeviceKeys.fresh()));
    headers.put("Authorization", "Bearer " + token(first));
    Reply bound = house.server.client(house.sandbox, "POST", "/refresh", null, headers);
    assertThat(bound.status()).isEqualTo(200);

    as(first, "DELETE", "/deviceRegistrations/" + id);

    assertThat(as(bound, "GET", "/session").status()).isEqualTo(401);
  }

  private Reply signIn(Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.put("Origin", APP);
    return house.signIn(house.sandbox, ADA, all);
  }

  private Reply as(Reply signedIn, String method, String path) {
    var headers = Map.of("Cookie", TOKEN + "=" + token(signedIn), "Origin", APP);
    return house.server.client(house.sandbox, method, path, null, headers);
  }

  private static String token(Reply reply) {
    return cookie(reply, TOKEN).orElseThrow().value();
  }

  private static Optional<SetCookie> device(Reply reply) {
    return cookie(reply, NAME);
  }

  private static Optional<SetCookie> cookie(Reply reply, String name) {
    return SetCookie.of(reply).stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
