package dev.countersign.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.Kind;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What operators may do, and that nobody else may.
@ParameterizedClass
@EnumSource(Stores.class)
class AdminTest {
  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String base;

  AdminTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    base = "/environments/" + sandbox;
  }

  @Test
  void letsNobodyInWithoutTheToken() {
    String endUser = server.token(sandbox, "ada@example.org");
    for (String path :
        new String[] {
          base,
          base + "/users",
          base + "/keys",
          base + "/origins",
          base + "/not/there",
          base + "/messages",
          "/organizations",
          "/sessions/x/revoke",
          "/origins/x",
          "/users/x"
        }) {
      assertThat(get(path, Map.of()).status()).as(path).isEqualTo(401);
      assertThat(get(path, bearer("wrong")).status()).as(path).isEqualTo(401);
      assertThat(get(path, bearer("")).status()).as(path).isEqualTo(401);
      assertThat(get(path, bearer(TestServer.ADMIN + "x")).status()).as(path).isEqualTo(401);
      Reply person = get(path, bearer(endUser));
      assertThat(person.status()).as(path).isEqualTo(403);
      assertThat(person.code()).isEqualTo("forbidden");
    }
  }

  @Test
  void changesNothingForWhoMayNot() {
    String endUser = server.token(sandbox, "ada@example.org");
    var change = Map.of("security", Map.of("environmentLocked", true));

    Reply reply = server.send("PUT", "/api/v0" + base, change, bearer(endUser));
    Reply deleted = server.send("DELETE", "/api/v0" + base + "/users/x", null, bearer(endUser));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(deleted.status()).isEqualTo(403);
    assertThat(server.as(endUser, sandbox, "GET", "/users").status()).isEqualTo(200);
  }

  @Test
  void showsAnEnvironmentWithEveryArrayThatItsClientNeeds() {
    Reply reply = server.admin("GET", base, null);

    assertThat(reply.text("id")).isEqualTo(sandbox.toString());
    assertThat(reply.text("/settings/environmentName")).isEqualTo("sandbox");
    for (String path :
        new String[] {"/settings/chains", "/settings/kyc", "/settings/security/auth/storage"}) {
      assertThat(reply.body().at(path).isArray()).as(path).isTrue();
    }
  }

  @Test
  void mergesSettingsAndShowsThemToClientsAtOnce() {
    Reply changed =
        server.admin("PUT", base, Map.of("general", Map.of("displayName", "Analytical")));

    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    assertThat(changed.text("/general/displayName")).isEqualTo("Analytical");
    assertThat(server.client(sandbox, "GET", "/settings", null).text("/general/displayName"))
        .isEqualTo("Analytical");
    assertThat(server.client(server.live(), "GET", "/settings", null).text("/general/displayName"))
        .isNotEqualTo("Analytical");
  }

  @Test
  void refusesAWholeChangeForOneBadSetting() {
    var change =
        Map.of(
            "general", Map.of("displayName", "Analytical"),
            "security", Map.of("jwtDuration", Map.of("amount", 31, "unit", "days")));

    Reply reply = server.admin("PUT", base, change);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text("/payload/field")).isEqualTo("security.jwtDuration.amount");
    assertThat(server.admin("GET", base, null).text("/settings/general/displayName"))
        .isNotEqualTo("Analytical");
  }

  @Test
  void givesAProjectItsTwoEnvironments() {
    Reply organization = server.admin("POST", "/organizations", Map.of("name", "Babbage"));
    String id = organization.text("/organization/id");

    Reply made = server.admin("POST", "/organizations/" + id + "/projects", Map.of("name", "P"));

    assertThat(made.status()).isEqualTo(201);
    String projectId = made.text("/project/id");
    Reply both = server.admin("GET", "/projects/" + projectId + "/environments", null);
    for (Kind kind : Kind.values()) {
      UUID environment = UUID.fromString(both.text("/environments/" + kind.wireName() + "/id"));
      assertThat(environment.version()).isEqualTo(4);
      assertThat(server.client(environment, "GET", "/.well-known/jwks", null).status())
          .isEqualTo(200);
    }
    assertThat(server.admin("POST", "/organizations", Map.of("name", " ")).status()).isEqualTo(400);
  }

  @Test
  void keepsTheListOfOrigins() {
    Reply added =
        server.admin("POST", base + "/origins", Map.of("origin", "https://App.Example.org/"));

    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    assertThat(added.text("/origin/origin")).isEqualTo("https://app.example.org");
    Reply twice =
        server.admin("POST", base + "/origins", Map.of("origin", "https://app.example.org"));
    assertThat(twice.code()).isEqualTo("duplicate_exists");
    Reply bad = server.admin("POST", base + "/origins", Map.of("origin", "app.example.org/x"));
    assertThat(bad.code()).isEqualTo("invalid_cors_origins");
    assertThat(server.admin("GET", base + "/origins", null).body().path("origins")).hasSize(1);
    String path = "/origins/" + added.text("/origin/id");
    assertThat(server.admin("DELETE", path, null).status()).isEqualTo(204);
    assertThat(server.admin("DELETE", path, null).status()).isEqualTo(404);
  }

  @Test
  void findsUsersByColumnAndPage() {
    for (String name : List.of("ada", "adam", "bob", "eve")) {
      server.signIn(sandbox, name + "@example.org");
    }
    server.signIn(server.live(), "adele@example.org");

    assertThat(users("?filter%5BfilterColumn%5D=email&filter%5BfilterValue%5D=ADA"))
        .containsExactlyInAnyOrder("adam@example.org", "ada@example.org");
    assertThat(users("?filter%5BfilterColumn%5D=email&filter%5BfilterValue%5D=a_a")).isEmpty();
    assertThat(users("?filter%5BfilterValue%5D=%25")).isEmpty();
    assertThat(users("?orderBy=email-asc&limit=2&offset=1"))
        .containsExactly("adam@example.org", "bob@example.org");
    Reply page = server.admin("GET", base + "/users?limit=1", null);
    assertThat(page.body().path("count").intValue()).isEqualTo(4);
    for (String bad :
        new String[] {
          "?limit=0",
          "?limit=101",
          "?limit=-1",
          "?limit=x",
          "?offset=-1",
          "?orderBy=email",
          "?orderBy=code-asc",
          "?orderBy=email-up",
          "?filter%5BfilterColumn%5D=secret"
        }) {
      assertThat(server.admin("GET", base + "/users" + bad, null).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void countsUsersAndVisitors() {
    server.signIn(sandbox, "ada@example.org");
    var visit =
        Map.of(
            "address", "0xabc", "chain", "EVM", "provider", "browserExtension", "walletName", "m");
    server.client(sandbox, "POST", "/connect", visit);
    server.client(sandbox, "POST", "/connect", visit);

    Reply counted = server.admin("GET", base + "/statistics/visitors", null);

    assertThat(counted.text("/users/count")).isEqualTo("1");
    assertThat(counted.text("/users/uniquePastMonth")).isEqualTo("1");
    assertThat(counted.text("/visitors/count")).isEqualTo("1");
    assertThat(counted.text("/visitors/uniquePastMonth")).isEqualTo("1");
    Reply visitors = server.admin("GET", base + "/visitors?filter%5Bchain%5D=EVM&limit=1", null);
    assertThat(visitors.text("/count")).isEqualTo("1");
    assertThat(visitors.text("/visitors/0/address")).isEqualTo("0xabc");
    assertThat(visitors.text("/visitors/0/visits")).isEqualTo("2");
    assertThat(server.admin("GET", base + "/visitors?filter%5Bchain%5D=SOL", null).text("/count"))
        .isEqualTo("0");
    server.clock.pass(Duration.ofDays(31));
    assertThat(
            server.admin("GET", base + "/statistics/visitors", null).text("/users/uniquePastMonth"))
        .isEqualTo("0");
  }

  @Test
  void readsAndDeletesAUserWithAllThatIsTheirs() {
    String token = server.token(sandbox, "ada@example.org");
    String id = server.as(token, sandbox, "GET", "/users").text("id");

    Reply read = server.admin("GET", base + "/users/" + id, null);
    assertThat(read.text("/user/email")).isEqualTo("ada@example.org");
    assertThat(read.body().at("/user/sessions")).hasSize(1);
    assertThat(
            server
                .admin("DELETE", "/environments/" + server.live() + "/users/" + id, null)
                .status())
        .isEqualTo(404);
    assertThat(server.admin("DELETE", base + "/users/" + id, null).status()).isEqualTo(204);

    assertThat(server.as(token, sandbox, "GET", "/users").status()).isEqualTo(401);
    assertThat(server.admin("GET", base + "/users/" + id, null).status()).isEqualTo(404);
    assertThat(server.signIn(sandbox, "ada@example.org").text("/user/id")).isNotEqualTo(id);
  }

  @Test
  void revokesOneSessionOrAUsersOrAll() {
    String first = server.token(sandbox, "ada@example.org");
    String second = server.token(sandbox, "ada@example.org");
    String bob = server.token(sandbox, "bob@example.org");
    String elsewhere = server.token(server.live(), "ada@example.org");
    Reply ada = server.as(first, sandbox, "GET", "/users");
    String sessionId = ada.text("sessionId");

    Reply revoked = server.admin("PUT", "/sessions/" + sessionId + "/revoke", null);
    Reply again = server.admin("PUT", "/sessions/" + sessionId + "/revoke", null);
    assertThat(revoked.text("revokedAt")).isEqualTo(again.text("revokedAt")).isNotBlank();
    assertThat(alive(first)).isFalse();
    assertThat(alive(second)).isTrue();

    server.admin("POST", base + "/users/" + ada.text("id") + "/sessions/revoke", null);
    assertThat(alive(second)).isFalse();
    assertThat(alive(bob)).isTrue();

    server.admin("POST", base + "/sessions/revoke", null);
    assertThat(alive(bob)).isFalse();
    assertThat(server.as(elsewhere, server.live(), "GET", "/session").status()).isEqualTo(204);
    assertThat(server.admin("PUT", "/sessions/" + UUID.randomUUID() + "/revoke", null).status())
        .isEqualTo(404);
  }

  private boolean alive(String token) {
    return server.as(token, sandbox, "GET", "/session").status() == 204;
  }

  private List<String> users(String query) {
    return server
        .admin("GET", base + "/users" + query, null)
        .body()
        .path("users")
        .valueStream()
        .map(user -> user.path("email").asString())
        .toList();
  }

  private Reply get(String path, Map<String, String> headers) {
    return server.send("GET", "/api/v0" + path, null, headers);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
