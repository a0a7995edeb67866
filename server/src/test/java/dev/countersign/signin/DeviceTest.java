package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The devices of a person: listed, and when one is taken off the list, signed out.
@ParameterizedClass
@EnumSource(Stores.class)
class DeviceTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String onPhone;
  private final String onPhoneAgain;
  private final String onLaptop;

  DeviceTest(Stores store) throws Exception {
    server = new TestServer(store);
    sandbox = server.sandbox();
    DeviceKeys phone = DeviceKeys.fresh();
    onPhone = signIn(sandbox, phone, ADA);
    onPhoneAgain = signIn(sandbox, phone, ADA);
    onLaptop = signIn(sandbox, DeviceKeys.fresh(), ADA);
  }

  @Test
  void areListedOnceEach() {
    Reply list = server.as(onPhone, sandbox, "GET", "/deviceRegistrations");

    assertThat(list.body().path("count").intValue()).isEqualTo(2);
    assertThat(list.body().path("deviceRegistrations"))
        .filteredOn(device -> device.path("isCurrentDevice").booleanValue())
        .hasSize(1);
    Reply other = server.as(server.token(sandbox, ADA), sandbox, "GET", "/deviceRegistrations");
    assertThat(other.body().path("deviceRegistrations"))
        .noneMatch(device -> device.path("isCurrentDevice").booleanValue());
  }

  @Test
  void signOutWhatWasSignedInOnTheOneThatIsRevoked() {
    String phone = currentDevice(onPhone);

    Reply revoked = delete(onLaptop, "/" + phone);

    assertThat(revoked.body().path("currentDeviceRevoked").booleanValue()).isFalse();
    assertThat(session(onPhone)).isEqualTo(401);
    assertThat(session(onPhoneAgain)).isEqualTo(401);
    assertThat(session(onLaptop)).isEqualTo(204);
    assertThat(delete(onLaptop, "/" + phone).status()).isEqualTo(404);
    Reply last = delete(onLaptop, "/" + currentDevice(onLaptop));
    assertThat(last.body().path("currentDeviceRevoked").booleanValue()).isTrue();
    assertThat(session(onLaptop)).isEqualTo(401);
  }

  /// Nothing that was signed in on it hides behind a hundred others.
  @Test
  void signOutEverythingOnTheOneThatIsRevoked() {
    String copy =
        """
        INSERT INTO session (id, environment_id, user_id, signin_credential_id, amr,
                             device_public_key, created_at, expires_at, refresh_until)
        SELECT ?, environment_id, user_id, signin_credential_id, amr,
               device_public_key, created_at + 1, expires_at, refresh_until
        FROM session WHERE id = ?
        """;
    String phone = currentDevice(onPhone);
    String first = DeviceHouse.claims(onPhone).path("sid").asString();
    server
        .store()
        .inTransaction(
            tx -> {
              for (int i = 0; i < 100; i++) tx.update(copy, UUID.randomUUID(), first);
              return first;
            });

    delete(onLaptop, "/" + phone);

    assertThat(session(onPhone)).isEqualTo(401);
    assertThat(server.count("session WHERE revoked_at IS NULL")).isOne();
  }

  @Test
  void areRevokedAllTogetherWithEverySession() {
    String elsewhere = server.token(sandbox, ADA);

    assertThat(delete(onPhone, "").status()).isEqualTo(200);

    for (String token : new String[] {onPhone, onPhoneAgain, onLaptop, elsewhere}) {
      assertThat(session(token)).isEqualTo(401);
    }
    assertThat(server.count("device")).isZero();
  }

  @Test
  void belongToOnePersonOfOneEnvironment() throws Exception {
    String stranger = signIn(sandbox, DeviceKeys.fresh(), "grace@example.org");
    String same = signIn(server.live(), DeviceKeys.fresh(), ADA);
    String phone = currentDevice(onPhone);

    assertThat(delete(stranger, "/" + phone).status()).isEqualTo(404);
    String path = "/deviceRegistrations/" + phone;
    assertThat(server.as(same, server.live(), "DELETE", path).status()).isEqualTo(404);
    assertThat(delete(onPhone, "/not-a-device").status()).isEqualTo(400);

    assertThat(session(onPhone)).isEqualTo(204);
    assertThat(server.count("device")).isEqualTo(4);
  }

  @Test
  void areForgottenWithTheirPerson() {
    server.as(onPhone, sandbox, "DELETE", "/users");

    assertThat(server.count("device")).isZero();
  }

  private String currentDevice(String token) {
    for (var device :
        server
            .as(token, sandbox, "GET", "/deviceRegistrations")
            .body()
            .path("deviceRegistrations")) {
      if (device.path("isCurrentDevice").booleanValue()) return device.path("id").asString();
    }
    throw new AssertionError("no current device");
  }

  private Reply delete(String token, String path) {
    return server.as(token, sandbox, "DELETE", "/deviceRegistrations" + path);
  }

  private int session(String token) {
    return server.as(token, sandbox, "GET", "/session").status();
  }

  private String signIn(UUID environment, DeviceKeys device, String address) throws Exception {
    String nonce = server.client(environment, "GET", "/nonce", null).text("nonce");
    String verification = server.create(environment, address);
    var body =
        Map.of(
            "verificationUUID",
            verification,
            "verificationToken",
            server.code(environment, address));
    Reply reply =
        server.client(
            environment, "POST", "/emailVerifications/signin", body, device.headers(nonce));
    return reply.text("minifiedJwt");
  }
}
