package dev.countersign.signin;

import static dev.countersign.signin.DeviceHouse.ADA;
import static dev.countersign.signin.DeviceHouse.COMPLETE;
import static dev.countersign.signin.DeviceHouse.OWING;
import static dev.countersign.signin.DeviceHouse.assertRefused;
import static dev.countersign.signin.DeviceHouse.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The link that approves a device: good once, for a while, on that device, for that person.
@ParameterizedClass
@EnumSource(Stores.class)
class DeviceApprovalTest {
  private static final String REFUSED = "invalid_device_registration";

  @AutoClose private final DeviceHouse house;
  private final DeviceKeys phone = DeviceKeys.fresh();
  private final DeviceKeys laptop = DeviceKeys.fresh();
  private final String known;
  private final String owing;

  DeviceApprovalTest(Stores store) throws GeneralSecurityException {
    house = new DeviceHouse(store);
    known = house.known(phone);
    owing = house.signIn(laptop, ADA).text("minifiedJwt");
  }

  @Test
  void letsTheSessionInAndListsTheDevice() {
    Reply reply = house.approve(house.linked(), laptop, owing);

    String token = reply.text("minifiedJwt");
    assertThat(reply.text("/user/scope")).as(reply.toString()).isEqualTo(COMPLETE);
    assertThat(claims(token).path("sid")).isEqualTo(claims(owing).path("sid"));
    assertThat(claims(token).path("deviceRegistrationId").asString()).isEqualTo(current(token));
    assertThat(house.change(token)).isEqualTo(200);
    assertThat(house.server.count("device")).isEqualTo(2);
    assertThat(house.server.count("device_approval")).isZero();
    assertThat(house.server.count("audit_event WHERE name = 'user.device.registered'"))
        .isEqualTo(2);
    assertThat(house.signIn(laptop, ADA).text("/user/scope")).isEqualTo(COMPLETE);
  }

  @Test
  void signsInWhereNobodyIsSignedInOnThatDevice() {
    Reply reply = house.approve(house.linked(), laptop, null);

    assertThat(reply.text("/user/scope")).as(reply.toString()).isEqualTo(COMPLETE);
    assertThat(claims(reply.text("minifiedJwt")).path("sid")).isEqualTo(claims(owing).path("sid"));
  }

  /// It may have been stolen before; on its device a refresh makes it good.
  @Test
  void makesNoMoreOfATokenThatIsOlder() {
    house.approve(house.linked(), laptop, owing);

    assertRefused(
        house.server.as(owing, house.sandbox, "PUT", "/users", DeviceHouse.NAME),
        403,
        "device_registration_required");
    Reply refreshed = house.refresh(owing, laptop);
    assertThat(refreshed.text("/user/scope")).isEqualTo(COMPLETE);
    assertThat(house.change(refreshed.text("minifiedJwt"))).isEqualTo(200);
  }

  @Test
  void letsEverySessionOnThatDeviceIn() {
    String other = house.signIn(laptop, ADA).text("minifiedJwt");
    List<String> links = house.links();

    house.approve(house.linked(), laptop, owing);

    assertThat(house.refresh(other, laptop).text("/user/scope")).isEqualTo(COMPLETE);
    assertThat(links).hasSize(2);
    assertThat(house.server.count("device_approval")).isZero();
  }

  @Test
  void isGoodOnce() {
    String token = house.linked();
    house.approve(token, laptop, owing);

    assertRefused(house.approve(token, laptop, null), 422, REFUSED);
  }

  @Test
  void isGoodOnceForManyAtTheSameTime() throws Exception {
    String token = house.linked();
    var headers = Stream.generate(() -> house.signed(house.sandbox, laptop)).limit(6).toList();
    try (var posts = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies =
          posts.invokeAll(
              headers.stream()
                  .<Callable<Integer>>map(
                      own -> () -> house.approve(house.sandbox, token, own, owing).status())
                  .toList());
      var statuses = new ArrayList<Integer>();
      for (var reply : replies) statuses.add(reply.get());

      assertThat(statuses).containsOnly(200, 422);
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    }
    assertThat(house.server.count("device")).isEqualTo(2);
  }

  @Test
  void isRefusedWithNothingDoneAndNothingSpent() throws Exception {
    String token = house.linked();
    String stranger = house.signIn(DeviceKeys.fresh(), "eve@example.org").text("minifiedJwt");
    long devices = house.server.count("device");
    long nonces = house.server.count("spent_nonce");
    var live = house.server.live();
    var there = house.signed(live, laptop);
    there.remove("Origin");

    assertUntouched(house.approve(token, DeviceKeys.fresh(), owing), devices, nonces);
    assertUntouched(house.approve(token, phone, known), devices, nonces);
    assertUntouched(house.approve(token, null, owing), devices, nonces);
    assertUntouched(house.approve(token, laptop, stranger), devices, nonces);
    assertUntouched(house.approve(live, token, there, null), devices, nonces);
    assertUntouched(house.approve(token + "x", laptop, owing), devices, nonces);
    Reply none =
        house.server.client(
            house.sandbox,
            "POST",
            "/deviceRegistration",
            null,
            house.signed(house.sandbox, laptop));
    assertUntouched(none, devices, nonces);
    assertRefused(house.approve(token, laptop, "not.a.token"), 401, "unauthorized");
    assertThat(house.server.count("device_approval")).isOne();

    assertThat(house.approve(token, laptop, owing).status()).isEqualTo(200);
  }

  @Test
  void isRefusedWhenItIsOld() {
    String token = house.linked();
    house.server.clock.pass(Duration.ofMinutes(15));

    assertRefused(house.approve(token, laptop, owing), 422, REFUSED);

    assertThat(house.refresh(owing, laptop).text("/user/scope")).isEqualTo(OWING);
    house.server.tidy();
    assertThat(house.server.count("device_approval")).isZero();
  }

  @Test
  void isRefusedWhenTheSessionThatAskedHasEnded() {
    String token = house.linked();
    house.server.as(owing, house.sandbox, "POST", "/revoke");

    assertRefused(house.approve(token, laptop, null), 422, REFUSED);

    assertThat(house.server.count("device")).isOne();
  }

  @Test
  void isTakenUnderTheNameInThePublishedComment() {
    var headers = house.signed(house.sandbox, laptop);
    headers.put("x-dynamic-device-token-registration", house.linked());

    Reply reply = house.server.client(house.sandbox, "POST", "/deviceRegistration", null, headers);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  @Test
  void endsWithTheDevicesOfThePerson() {
    house.server.as(known, house.sandbox, "DELETE", "/deviceRegistrations");

    assertThat(house.server.count("device_approval")).isZero();
    assertThat(house.server.as(owing, house.sandbox, "GET", "/session").status()).isEqualTo(401);
    assertThat(house.signIn(phone, ADA).text("/user/scope")).isEqualTo(OWING);
  }

  @Test
  void endsWithThePerson() {
    house.server.as(known, house.sandbox, "DELETE", "/users");

    assertThat(house.server.count("device_approval")).isZero();
    assertThat(house.server.count("device")).isZero();
  }

  @Test
  void isAskedForAnewOnceTheDeviceIsTakenOffTheList() {
    String token = house.approve(house.linked(), laptop, owing).text("minifiedJwt");
    String path = "/deviceRegistrations/" + current(token);

    Reply revoked = house.server.as(known, house.sandbox, "DELETE", path);

    assertThat(revoked.body().path("currentDeviceRevoked").booleanValue()).isFalse();
    assertThat(house.server.as(token, house.sandbox, "GET", "/session").status()).isEqualTo(401);
    assertThat(house.signIn(laptop, ADA).text("/user/scope")).isEqualTo(OWING);
  }

  /// Whichever comes first: nobody is left signed in on a device that is not on the list.
  @Test
  void leavesNobodyInWhoSignsInWhileTheDeviceIsTakenOffTheList() throws Exception {
    for (int round = 0; round < 6; round++) {
      DeviceKeys device = DeviceKeys.fresh();
      String before = house.signIn(device, ADA).text("minifiedJwt");
      String token = house.approve(house.linked(), device, before).text("minifiedJwt");
      String path = "/deviceRegistrations/" + current(token);
      try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
        var signedIn = both.submit(() -> house.signIn(device, ADA).text("minifiedJwt"));
        var revoked = both.submit(() -> house.server.as(known, house.sandbox, "DELETE", path));

        assertThat(revoked.get().status()).isEqualTo(200);
        assertThat(house.change(signedIn.get())).isIn(401, 403);
      }
    }
  }

  @Test
  void takesOverNoDeviceWithAnotherAccount() throws Exception {
    var wallet = SolanaWallet.fresh();
    DeviceKeys tablet = DeviceKeys.fresh();
    var post = wallet.post(house.server, house.sandbox);
    var signed = house.signed(house.sandbox, tablet);
    signed.put("Origin", SolanaWallet.SITE);
    house.server.client(house.sandbox, "POST", "/verify", post, signed);
    assertThat(house.server.count("device")).isEqualTo(2);
    house.server.as(
        known, house.sandbox, "POST", "/verify/link", wallet.post(house.server, house.sandbox));

    Reply merged = house.server.as(known, house.sandbox, "POST", "/users/merge");

    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(house.server.count("end_user")).isOne();
    assertThat(house.signIn(tablet, ADA).text("/user/scope")).isEqualTo(OWING);
  }

  @Test
  void isSeenAndTakenBackByAnOperator() {
    String token = house.approve(house.linked(), laptop, owing).text("minifiedJwt");
    String userId = claims(token).path("sub").asString();
    String path = "/users/" + userId + "/deviceRegistrations";
    String environment = "/environments/" + house.sandbox;
    Reply list = house.server.admin("GET", environment + path, null);
    assertThat(list.body().path("count").intValue()).isEqualTo(2);
    String id = current(token);
    String live = "/environments/" + house.server.live();

    assertThat(house.server.admin("GET", live + path, null).status()).isEqualTo(404);
    assertThat(house.server.admin("DELETE", live + path + "/" + id, null).status()).isEqualTo(404);
    assertThat(house.server.as(token, house.sandbox, "GET", "/session").status()).isEqualTo(204);
    Reply revoked = house.server.admin("DELETE", environment + path + "/" + id, null);

    assertThat(revoked.status()).as(revoked.toString()).isEqualTo(204);
    assertThat(house.server.as(token, house.sandbox, "GET", "/session").status()).isEqualTo(401);
    assertThat(house.server.admin("DELETE", environment + path + "/" + id, null).status())
        .isEqualTo(404);
    assertThat(house.server.count("audit_event WHERE name = 'admin.user.device.revoked'")).isOne();
  }

  private void assertUntouched(Reply reply, long devices, long nonces) {
    assertRefused(reply, 422, REFUSED);
    assertThat(house.server.count("device")).isEqualTo(devices);
    assertThat(house.server.count("spent_nonce")).isEqualTo(nonces);
    assertThat(house.server.count("device_approval")).isOne();
    assertThat(house.server.count("session WHERE device_owed")).isOne();
  }

  private String current(@Nullable String token) {
    for (var device :
        house
            .server
            .as(String.valueOf(token), house.sandbox, "GET", "/deviceRegistrations")
            .body()
            .path("deviceRegistrations")) {
      if (device.path("isCurrentDevice").booleanValue()) return device.path("id").asString();
    }
    throw new AssertionError("no current device");
  }
}
