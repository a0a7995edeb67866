package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.OpenApi.Operation;
import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whoever owes a second factor, or the approval of their device, is refused everywhere but on the way
/// to it: every operation of the contract that takes a person's token is tried.
class PendingTest {
  private static final String SDK = "/api/v0/sdk/{environmentId}";
  private static final String ADA = "ada@example.org";

  private static final Set<String> OPEN_WITHOUT_DEVICE =
      Set.of("GET " + SDK + "/session", "POST " + SDK + "/refresh", "POST " + SDK + "/revoke");

  private static final Set<String> OPEN_WITHOUT_FACTOR =
      Set.of(
          "GET " + SDK + "/session",
          "POST " + SDK + "/refresh",
          "POST " + SDK + "/revoke",
          "GET " + SDK + "/users",
          "GET " + SDK + "/users/mfa",
          "GET " + SDK + "/users/mfa/methods",
          "POST " + SDK + "/users/mfa/auth/totp",
          "POST " + SDK + "/users/mfa/auth/recovery",
          "POST " + SDK + "/users/mfa/auth/email",
          "GET " + SDK + "/users/passkeys/authenticate",
          "POST " + SDK + "/users/mfa/auth/passkey",
          // Says itself whom it refuses: who has a factor does not add one like this.
          "POST " + SDK + "/users/mfa/register/totp");

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);

  @Test
  void isRefusedWithoutAFactorEverywhereButOnTheWay() {
    var mfa = Map.of("enabled", true, "methods", List.of(Map.of("type", "totp", "enabled", true)));
    set(Map.of("mfa", mfa));
    String first = server.token(server.sandbox(), ADA);
    AuthenticatorApp.register(server, server.sandbox(), first).answer(first);

    assertRefused(OPEN_WITHOUT_FACTOR, "additional_auth_required");
  }

  @Test
  void isRefusedOnANewDeviceEverywhereButOnTheWay() {
    set(Map.of("deviceRegistrationRequired", true));
    server.token(server.sandbox(), ADA);

    assertRefused(OPEN_WITHOUT_DEVICE, "device_registration_required");
  }

  private void set(Map<String, Object> security) {
    server.admin("PUT", "/environments/" + server.sandbox(), Map.of("security", security));
  }

  private void assertRefused(Set<String> open, String code) {
    String pending = server.token(server.sandbox(), ADA);
    long tries = 0;
    for (Operation operation : OpenApi.read().operations().values()) {
      if (!takesAPersonsToken(operation) || open.contains(operation.name())) continue;
      Reply reply = send(operation.name(), pending);
      assertThat(reply.status()).as(operation.name() + " " + reply).isEqualTo(403);
      assertThat(reply.code()).as(operation.name()).isEqualTo(code);
      tries++;
    }
    assertThat(tries).isGreaterThan(25);
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(server.count("credential")).isEqualTo(1);
  }

  /// And is of no use without one.
  private static boolean takesAPersonsToken(Operation operation) {
    var ways = operation.body().path("security");
    return operation.name().contains(SDK)
        && ways.valueStream().anyMatch(way -> way.has("accessToken"))
        && ways.valueStream().noneMatch(way -> way.isEmpty());
  }

  private Reply send(String operation, String token) {
    String[] parts = operation.split(" ", 2);
    String path =
        parts[1]
            .replace("{environmentId}", server.sandbox().toString())
            .replace("{provider}", "github")
            .replaceAll("\\{\\w+}", "00000000-0000-4000-8000-000000000000");
    var headers = Map.of("Authorization", "Bearer " + token);
    // One that is asked for its id first is refused for the token all the same.
    var body = Map.of("walletId", "00000000-0000-4000-8000-000000000000");
    return server.send(parts[0], path, parts[0].equals("GET") ? null : body, headers);
  }
}
