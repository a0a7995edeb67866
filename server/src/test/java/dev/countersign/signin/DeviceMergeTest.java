package dev.countersign.signin;

import static dev.countersign.signin.DeviceHouse.ADA;
import static dev.countersign.signin.DeviceHouse.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A code that was read out to a thief gets them no account by way of a merge into their own, where
/// it would not sign them in either.
@ParameterizedClass
@EnumSource(Stores.class)
class DeviceMergeTest {
  private static final String GRACE = "grace@example.org";

  @AutoClose private final DeviceHouse house;
  private final DeviceKeys phone = DeviceKeys.fresh();
  private final DeviceKeys laptop = DeviceKeys.fresh();

  DeviceMergeTest(Stores store) throws GeneralSecurityException {
    house = new DeviceHouse(store);
    house.known(phone);
  }

  @Test
  void isRefusedOnADeviceThatIsNotTheOthers() {
    String grace = house.signIn(laptop, GRACE).text("minifiedJwt");

    assertRefused(prove(grace), 422, "user_has_already_account_with_email");
    Reply merged = house.server.as(grace, house.sandbox, "POST", "/users/merge");

    assertRefused(merged, 422, "merge_accounts_invalid");
    assertThat(house.server.count("end_user")).isEqualTo(2);
    assertThat(house.server.count("pending_merge")).isZero();
  }

  @Test
  void isRefusedOnceTheDeviceWasTakenOffTheirList() {
    String grace = house.signIn(phone, GRACE).text("minifiedJwt");
    prove(grace);
    assertThat(house.server.count("pending_merge")).isOne();
    String ada = house.signIn(phone, ADA).text("minifiedJwt");
    house.server.as(ada, house.sandbox, "DELETE", "/deviceRegistrations");

    Reply merged = house.server.as(grace, house.sandbox, "POST", "/users/merge");

    assertRefused(merged, 422, "merge_accounts_invalid");
    assertThat(house.server.count("end_user")).isEqualTo(2);
  }

  @Test
  void isOfferedOnADeviceOfBoth() {
    String grace = house.signIn(phone, GRACE).text("minifiedJwt");
    prove(grace);

    Reply merged = house.server.as(grace, house.sandbox, "POST", "/users/merge");

    assertThat(merged.code()).isEqualTo("merge_accounts_confirmation");
    assertThat(house.server.count("pending_merge")).isOne();
  }

  /// Ada's address, by a code that was mailed to her.
  private Reply prove(String token) {
    house.server.clock.pass(Duration.ofSeconds(1));
    Reply asked =
        house.server.as(
            token, house.sandbox, "POST", "/emailVerifications/create", Map.of("email", ADA));
    var body =
        Map.of(
            "verificationUUID", asked.text("verificationUUID"),
            "verificationToken", house.server.code(house.sandbox, ADA));
    return house.server.as(token, house.sandbox, "POST", "/emailVerifications/verify", body);
  }
}
