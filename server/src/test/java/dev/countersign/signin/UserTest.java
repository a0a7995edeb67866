package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A person's own record: read, changed, linked, deleted.
@ParameterizedClass
@EnumSource(Stores.class)
class UserTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String token;

  UserTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    token = server.token(sandbox, ADA);
  }

  @Test
  void readsTheWholeUser() {
    Reply reply = server.as(token, sandbox, "GET", "/users");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("email")).isEqualTo(ADA);
    assertThat(reply.text("projectEnvironmentId")).isEqualTo(sandbox.toString());
    assertThat(reply.body().path("verifiedCredentials")).hasSize(1);
    assertThat(reply.text("/verifiedCredentials/0/signInEnabled")).isEqualTo("true");
    assertThat(reply.body().path("missingFields").isArray()).isTrue();
  }

  @Test
  void changesNamesAndMetadataAndAnswersLikeASignIn() {
    Reply reply =
        update(Map.of("firstName", "Ada", "lastName", "Lovelace", "metadata", Map.of("plan", 3)));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.text("nextView")).isEqualTo("done");
    assertThat(reply.text("/user/firstName")).isEqualTo("Ada");
    assertThat(reply.text("/user/metadata/plan")).isEqualTo("3");
    assertThat(reply.text("minifiedJwt")).isNotBlank();
    assertThat(reply.body().path("expiresAt").isIntegralNumber()).isTrue();
    assertThat(server.as(token, sandbox, "GET", "/users").text("lastName")).isEqualTo("Lovelace");
  }

  @Test
  void keepsWhatIsAbsentAndClearsWhatIsNull() {
    update(Map.of("firstName", "Ada", "lastName", "Lovelace", "metadata", Map.of("a", 1)));
    var change = new HashMap<String, Object>();
    change.put("firstName", null);

    update(change);

    Reply user = server.as(token, sandbox, "GET", "/users");
    assertThat(user.body().has("firstName")).isFalse();
    assertThat(user.text("lastName")).isEqualTo("Lovelace");
    assertThat(user.text("/metadata/a")).isEqualTo("1");
  }

  @Test
  void refusesTheWholeChangeForOneBadValue() {
    Map<String, String> bad =
        Map.of(
            "{\"firstName\":\"Ada\",\"country\":\"XX\"}",
            "invalid_user",
            "{\"firstName\":\"Ada\",\"lastName\":7}",
            "invalid_user",
            "{\"firstName\":\"Ada\",\"lastName\":\"" + "x".repeat(256) + "\"}",
            "invalid_user",
            "{\"firstName\":\"Ada\",\"username\":\"a b\"}",
            "invalid_username",
            "{\"firstName\":\"Ada\",\"username\":\"ada$$love\"}",
            "invalid_username",
            "{\"firstName\":\"Ada\",\"metadata\":[1]}",
            "invalid_metadata_value",
            "{\"firstName\":\"Ada\",\"metadata\":{\"a\":\"" + "x".repeat(10_240) + "\"}}",
            "metadata_size_exceeded",
            "{\"firstName\":\"Ada\",\"email\":\"nonsense\"}",
            "invalid_email",
            "{\"firstName\":\"Ada\",\"policiesConsent\":\"yes\"}",
            "invalid_user");

    bad.forEach(
        (body, problem) -> {
          Reply reply = server.as(token, sandbox, "PUT", "/users", body);
          assertThat(reply.status()).as(problem).isEqualTo(422);
          assertThat(reply.code()).isEqualTo(problem);
        });
    assertThat(server.as(token, sandbox, "GET", "/users").body().has("firstName")).isFalse();
  }

  @Test
  void givesAUsernameToOnePersonWhateverItsLetterCase() {
    update(Map.of("username", "Countess1"));
    String bob = server.token(sandbox, "bob@example.org");

    Reply taken = server.as(bob, sandbox, "PUT", "/users", Map.of("username", "cOUNTESS1"));

    assertThat(taken.code()).isEqualTo("username_already_exists");
    assertThat(check(bob, "username", "COUNTESS1")).isFalse();
    assertThat(check(bob, "username", "countess2")).isTrue();
    assertThat(check(bob, "email", "ADA@example.org")).isFalse();
  }

  @Test
  void changesTheAddressOnlyAfterItsCode() {
    Reply asked = update(Map.of("email", "Lovelace@Example.org"));

    assertThat(asked.text("nextView")).isEqualTo("verify-email");
    assertThat(asked.text("/user/email")).isEqualTo(ADA);
    Reply done =
        verify(token, asked.text("/emailVerification/verificationUUID"), "lovelace@example.org");

    assertThat(done.status()).as(done.toString()).isEqualTo(200);
    assertThat(done.text("/user/email")).isEqualTo("lovelace@example.org");
    assertThat(done.body().at("/user/verifiedCredentials")).hasSize(2);
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void linksAnAddressToTheOneWhoIsSignedIn() {
    server.clock.pass(Duration.ofSeconds(1));
    String verification = server.create(sandbox, "second@example.org");

    Reply linked = verify(token, verification, "second@example.org");

    assertThat(linked.status()).isEqualTo(200);
    assertThat(linked.body().at("/user/verifiedCredentials/1/signInEnabled").booleanValue())
        .isFalse();
    Reply direct = server.signIn(sandbox, "second@example.org");
    assertThat(direct.code()).isEqualTo("credential_not_enabled_for_sign_in");
  }

  @Test
  void leavesAnAddressWithTheOneWhoOwnsIt() {
    server.signIn(sandbox, "bob@example.org");
    String verification = server.create(sandbox, "bob@example.org");

    Reply reply = verify(token, verification, "bob@example.org");

    assertThat(reply.code()).isEqualTo("user_has_already_account_with_email");
    assertThat(server.as(token, sandbox, "GET", "/users").text("email")).isEqualTo(ADA);
    assertThat(server.signIn(sandbox, "bob@example.org").status()).isEqualTo(200);
  }

  @Test
  void refusesALinkThatWasAskedForByAnother() {
    String eve = server.token(sandbox, "eve@example.org");
    Reply asked =
        server.as(
            eve, sandbox, "POST", "/emailVerifications/create", Map.of("email", "new@example.org"));
    String verification = asked.text("verificationUUID");

    assertThat(verify(token, verification, "new@example.org").code())
        .isEqualTo("invalid_email_verification");
    assertThat(server.answer(sandbox, verification, server.code(sandbox, "new@example.org")).code())
        .isEqualTo("invalid_email_verification");
    assertThat(verify(eve, verification, "new@example.org").status()).isEqualTo(200);
  }

  @Test
  void deletesThePersonAndStartsAnewAfterwards() {
    String before = server.as(token, sandbox, "GET", "/users").text("id");

    assertThat(server.as(token, sandbox, "DELETE", "/users").status()).isEqualTo(204);

    assertThat(server.as(token, sandbox, "GET", "/users").status()).isEqualTo(401);
    assertThat(server.count("end_user")).isZero();
    assertThat(server.count("credential")).isZero();
    assertThat(server.signIn(sandbox, ADA).text("/user/id")).isNotEqualTo(before);
  }

  @Test
  void withholdsUserBasicWhileARequiredFieldIsEmpty() {
    var field = Map.of("name", "firstName", "required", true, "enabled", true, "unique", false);
    var kyc = new HashMap<String, Object>(field);
    kyc.put("verify", false);
    Reply changed = server.admin("PUT", "/environments/" + sandbox, Map.of("kyc", List.of(kyc)));
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);

    Reply signedIn = server.signIn(sandbox, ADA);

    assertThat(signedIn.text("/user/scope")).isEqualTo("userDataForm");
    assertThat(signedIn.text("/user/missingFields/0/name")).isEqualTo("firstName");
    String partial = signedIn.text("minifiedJwt");
    Reply filled = server.as(partial, sandbox, "PUT", "/users", Map.of("firstName", "Ada"));
    assertThat(filled.text("/user/scope")).isEqualTo("user:basic");
  }

  @Test
  void seesNobodyOfAnotherEnvironment() {
    String other = server.token(server.live(), ADA);

    assertThat(server.as(other, server.live(), "GET", "/users").text("id"))
        .isNotEqualTo(server.as(token, sandbox, "GET", "/users").text("id"));
    assertThat(server.as(token, server.live(), "GET", "/users").status()).isEqualTo(401);
  }

  private Reply update(Map<String, ?> change) {
    return server.as(token, sandbox, "PUT", "/users", change);
  }

  private Reply verify(String bearer, String verification, String address) {
    var body =
        Map.of(
            "verificationUUID", verification, "verificationToken", server.code(sandbox, address));
    return server.as(bearer, sandbox, "POST", "/emailVerifications/verify", body);
  }

  private boolean check(String bearer, String field, String value) {
    String query = "?filter%5Bfield%5D=" + field + "&filter%5Bvalue%5D=" + value;
    return server
        .as(bearer, sandbox, "GET", "/users/check" + query)
        .body()
        .path("available")
        .booleanValue();
  }
}
