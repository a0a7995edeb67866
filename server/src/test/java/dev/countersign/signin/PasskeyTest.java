package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPasskey;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A person registers passkeys, signs in by them, and has a list of them.
@ParameterizedClass
@EnumSource(Stores.class)
class PasskeyTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final PasskeyPeople people;
  private final TestPasskey passkey = new TestPasskey();

  PasskeyTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    people = new PasskeyPeople(server, sandbox).allowed(Map.of());
  }

  @Test
  void asksForAPasskeyThatIsFoundWithoutAName() {
    JsonNode options = people.creation(server.token(sandbox, ADA));

    assertThat(options.at("/rp/id").asString()).isEqualTo(TestPasskey.RP_ID);
    assertThat(options.at("/user/name").asString()).isEqualTo(ADA);
    assertThat(options.at("/authenticatorSelection/residentKey").asString()).isEqualTo("required");
    assertThat(options.at("/authenticatorSelection/userVerification").asString())
        .isEqualTo("required");
    assertThat(options.path("attestation").asString()).isEqualTo("none");
    assertThat(options.path("timeout").intValue()).isEqualTo(300_000);
    assertThat(options.path("excludeCredentials").isArray()).isTrue();
    assertThat(options.path("pubKeyCredParams").valueStream().map(p -> p.path("alg").intValue()))
        .containsExactly(-8, -7, -257);
    assertThat(people.request().has("allowCredentials")).isFalse();
  }

  @Test
  void signsInByAPasskeyThatWasRegistered() throws Exception {
    String token = server.token(sandbox, ADA);
    Reply registered = people.register(token, passkey);
    assertThat(registered.status()).as(registered.toString()).isEqualTo(200);
    JsonNode credential =
        registered
            .body()
            .at("/user/verifiedCredentials")
            .valueStream()
            .filter(one -> one.path("format").asString().equals("passkey"))
            .findFirst()
            .orElseThrow();
    assertThat(credential.path("public_identifier").asString()).isEqualTo("iCloud Keychain");
    assertThat(credential.path("signInEnabled").booleanValue()).isTrue();

    Reply reply = people.signIn(passkey);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.text("/user/id")).isEqualTo(registered.text("/user/id"));
    var claims = SignedJWT.parse(reply.text("jwt")).getJWTClaimsSet();
    assertThat(claims.getStringListClaim("amr")).containsExactly("hwk", "user");
    assertThat(claims.getStringClaim("signin_credential_id"))
        .isEqualTo(credential.path("id").asString());
  }

  @Test
  void saysInTheSessionHowTheKeyIsKeptAndWhetherThePersonWasVerified() throws Exception {
    people.allowed(Map.of("userVerification", "discouraged"));
    passkey.flags = TestPasskey.PRESENT | TestPasskey.ELIGIBLE | TestPasskey.BACKED_UP;
    people.register(server.token(sandbox, ADA), passkey);

    Reply reply = people.signIn(passkey);

    var claims = SignedJWT.parse(reply.text("jwt")).getJWTClaimsSet();
    assertThat(claims.getStringListClaim("amr")).containsExactly("swk");
  }

  @Test
  void listsRenamesAndDeletes() {
    String token = server.token(sandbox, ADA);
    people.register(token, passkey);
    JsonNode listed = people.list(token);
    assertThat(listed.path("count").intValue()).isEqualTo(1);
    JsonNode one = listed.at("/passkeys/0");
    assertThat(one.path("credentialId").asString()).isEqualTo(passkey.id());
    assertThat(one.path("origin").asString()).isEqualTo(TestPasskey.SITE);
    assertThat(one.path("userAgent").asString()).isEqualTo("a browser");
    assertThat(one.at("/storage/name").asString()).isEqualTo("iCloud Keychain");
    assertThat(one.at("/storage/icon").asString()).startsWith("data:image/svg+xml;base64,");
    String id = one.path("id").asString();

    Reply renamed = people.rename(token, Map.of("id", id, "alias", "My laptop"));
    assertThat(renamed.text("alias")).isEqualTo("My laptop");
    assertThat(people.list(token).at("/passkeys/0/alias").asString()).isEqualTo("My laptop");
    assertThat(people.rename(token, Map.of("id", id)).body().has("alias")).isFalse();
    assertThat(people.rename(token, Map.of("id", id, "alias", "a\nb")).status()).isEqualTo(400);

    assertThat(people.delete(token, id).status()).isEqualTo(204);

    assertThat(people.list(token).path("count").intValue()).isZero();
    assertThat(server.count("passkey")).isZero();
    assertThat(people.signIn(passkey).code()).isEqualTo("invalid_passkey");
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void knowsNoPasskeyOfAnother() {
    String ada = server.token(sandbox, ADA);
    people.register(ada, passkey);
    String id = people.list(ada).at("/passkeys/0/id").asString();
    String grace = server.token(sandbox, "grace@example.org");

    assertThat(people.delete(grace, id).code()).isEqualTo("passkey_not_found");
    assertThat(people.rename(grace, Map.of("id", id, "alias", "mine")).code())
        .isEqualTo("passkey_not_found");

    assertThat(people.list(ada).at("/passkeys/0/alias").isMissingNode()).isTrue();
    assertThat(people.list(grace).path("count").intValue()).isZero();
  }

  @Test
  void endsTheSessionsOfADeletedPasskeyButForTheOneThatAsks() {
    String token = server.token(sandbox, ADA);
    people.register(token, passkey);
    String stolen = people.signIn(passkey).text("minifiedJwt");
    String mine = people.signIn(passkey).text("minifiedJwt");
    String id = people.list(mine).at("/passkeys/0/id").asString();

    people.delete(mine, id);

    assertThat(server.as(stolen, sandbox, "GET", "/users").status()).isEqualTo(401);
    assertThat(server.as(mine, sandbox, "GET", "/users").status()).isEqualTo(200);
    assertThat(server.as(token, sandbox, "GET", "/users").status()).isEqualTo(200);
  }

  /// The thief's does not hide behind a hundred others.
  @Test
  void endsTheOldestSessionOfADeletedPasskeyToo() {
    String token = server.token(sandbox, ADA);
    people.register(token, passkey);
    String stolen = people.signIn(passkey).text("minifiedJwt");
    String copy =
        """
        INSERT INTO session (id, environment_id, user_id, signin_credential_id, amr, created_at,
                             expires_at, refresh_until)
        SELECT ?, environment_id, user_id, signin_credential_id, amr, created_at + 1, expires_at,
               refresh_until
        FROM session WHERE amr = 'otp'
        LIMIT 1
        """;
    server
        .store()
        .inTransaction(
            tx -> {
              for (int i = 0; i < 100; i++) tx.update(copy, UUID.randomUUID());
              return copy;
            });

    people.delete(token, people.list(token).at("/passkeys/0/id").asString());

    assertThat(server.as(stolen, sandbox, "GET", "/users").status()).isEqualTo(401);
    assertThat(server.as(token, sandbox, "GET", "/users").status()).isEqualTo(200);
  }

  @Test
  void tellsByMailOfARegistrationAndOfARemoval() {
    String token = server.token(sandbox, ADA);
    people.register(token, passkey);
    people.delete(token, people.list(token).at("/passkeys/0/id").asString());

    var messages = server.send("GET", "/inbox/" + sandbox + "/messages?limit=9", null, Map.of());
    assertThat(messages.toString()).contains("passkey (iCloud Keychain)");
    assertThat(server.count("outbox_message WHERE template LIKE 'credential%'")).isEqualTo(2);
  }

  @Test
  void keepsTenForEachPersonAndNoMore() {
    String token = server.token(sandbox, ADA);
    JsonNode early = people.creation(token);
    for (int i = 0; i < 10; i++) {
      assertThat(people.register(token, new TestPasskey()).status()).isEqualTo(200);
    }

    Reply options = people.as(token, "GET", "/users/passkeys/register", null);
    Reply eleventh = people.postRegistration(token, passkey.register(early));

    assertThat(options.code()).isEqualTo("max_passkeys_per_user");
    assertThat(eleventh.code()).isEqualTo("max_passkeys_per_user");
    assertThat(server.count("passkey")).isEqualTo(10);
  }

  @Test
  void asksAuthenticatorsThatHoldOneAlreadyForNoSecond() {
    String token = server.token(sandbox, ADA);
    people.register(token, passkey);

    JsonNode excluded = people.creation(token).path("excludeCredentials");

    assertThat(excluded.size()).isEqualTo(1);
    assertThat(excluded.at("/0/id").asString()).isEqualTo(passkey.id());
    assertThat(excluded.at("/0/transports/0").asString()).isEqualTo("internal");
  }

  @Test
  void oneChallengeHasOneWinner() throws Exception {
    people.register(server.token(sandbox, ADA), passkey);
    ObjectNode answer = passkey.answer(people.request());
    var in = new AtomicInteger();
    var refused = new AtomicInteger();
    try (var posts = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        posts.execute(
            () -> {
              Reply reply = people.postSignIn(answer);
              if (reply.status() == 200) in.incrementAndGet();
              if (reply.code().equals("invalid_passkey")) refused.incrementAndGet();
            });
      }
    }

    assertThat(in).hasValue(1);
    assertThat(refused).hasValue(99);
    assertThat(server.count("session")).isEqualTo(2);
  }

  @Test
  void oneCountHasOneWinner() throws Exception {
    people.register(server.token(sandbox, ADA), passkey);
    List<ObjectNode> answers =
        Stream.generate(people::request)
            .limit(20)
            .map(
                options -> {
                  passkey.signCount = 6;
                  return passkey.answer(options);
                })
            .toList();
    var in = new AtomicInteger();
    try (var posts = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ObjectNode answer : answers) {
        posts.execute(
            () -> {
              if (people.postSignIn(answer).status() == 200) in.incrementAndGet();
            });
      }
    }

    assertThat(in).hasValue(1);
  }

  @Test
  void signsUpOnlyWhereTheEnvironmentWantsThat() {
    Reply refused = people.as("", "GET", "/users/passkeys/register", null);
    assertThat(refused.status()).isEqualTo(401);
    people.allowed(Map.of("signUp", true));

    Reply signedUp = people.register("", passkey);

    assertThat(signedUp.status()).as(signedUp.toString()).isEqualTo(200);
    assertThat(signedUp.body().at("/user/newUser").booleanValue()).isTrue();
    Reply again = people.signIn(passkey);
    assertThat(again.text("/user/id")).isEqualTo(signedUp.text("/user/id"));
    String token = again.text("minifiedJwt");
    String id = people.list(token).at("/passkeys/0/id").asString();
    assertThat(people.delete(token, id).code())
        .isEqualTo("cannot_delete_last_sign_in_verified_credential");
    var thief = new TestPasskey();
    thief.credentialId = passkey.credentialId;
    assertThat(people.register("", thief).code()).isEqualTo("invalid_passkey_registration");
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void neitherAsksNorTakesWhereTheyAreOff() {
    String token = server.token(sandbox, ADA);
    JsonNode creation = people.creation(token);
    JsonNode request = people.request();
    people.allowed(Map.of("enabled", false));

    for (Reply reply :
        List.of(
            people.as(token, "GET", "/users/passkeys/register", null),
            people.as("", "GET", "/users/passkeys/signin", null),
            people.postRegistration(token, passkey.register(creation)),
            people.postSignIn(passkey.answer(request)))) {
      assertThat(reply.code()).isEqualTo("provider_not_available");
    }
    assertThat(server.count("passkey")).isZero();
  }

  @Test
  void tellsClientsThatTheySignInHere() {
    JsonNode on = people.as("", "GET", "/settings", null).body().path("providers");
    people.allowed(Map.of("enabled", false));
    JsonNode off = people.as("", "GET", "/settings", null).body().path("providers");

    assertThat(on.toString()).contains("\"passkey\"");
    assertThat(off.toString()).doesNotContain("\"passkey\"");
  }

  @Test
  void takesRelatedSitesOfTheRelyingPartyThatIsSet() {
    var settings = Map.of("rpId", "example.org", "relatedOrigins", List.of("https://example.com"));
    people.allowed(settings);
    passkey.rpId = "example.org";
    assertThat(people.register(server.token(sandbox, ADA), passkey).status()).isEqualTo(200);
    var related = new PasskeyPeople(server, sandbox, "https://example.com");
    var foreign = new PasskeyPeople(server, sandbox, "https://evil.example");
    passkey.origin = "https://example.com";

    assertThat(related.request().path("rpId").asString()).isEqualTo("example.org");
    assertThat(related.signIn(passkey).status()).isEqualTo(200);
    assertThat(foreign.as("", "GET", "/users/passkeys/signin", null).code())
        .isEqualTo("origin_not_allowed");
    String wanted = "/users/passkeys/signin?relatedOriginRpId=";
    assertThat(related.as("", "GET", wanted + "example.org", null).status()).isEqualTo(200);
    assertThat(related.as("", "GET", wanted + "evil.example", null).status()).isEqualTo(400);
  }

  @Test
  void needsADomainToAskFor() {
    for (String site : List.of("http://127.0.0.1:3000", "https://[::1]", "null")) {
      var there = new PasskeyPeople(server, sandbox, site);
      assertThat(there.as("", "GET", "/users/passkeys/signin", null).status()).isEqualTo(400);
    }
  }

  @Test
  void needsAnElevatedTokenWhereTheEnvironmentAsksForOne() {
    String token = server.token(sandbox, ADA);
    people.register(token, passkey);
    String id = people.list(token).at("/passkeys/0/id").asString();
    server.admin(
        "PUT", "/environments/" + sandbox, Map.of("sdk", Map.of("minApiVersion", "2026_04_01")));

    Reply second = people.register(token, new TestPasskey());
    Reply deleted = people.delete(token, id);

    assertThat(second.code()).isEqualTo("elevated_access_token_required");
    assertThat(deleted.code()).isEqualTo("elevated_access_token_required");
    assertThat(people.list(token).path("count").intValue()).isEqualTo(1);
  }

  @Test
  void goesWithItsUser() {
    String token = server.token(sandbox, ADA);
    people.register(token, passkey);

    server.as(token, sandbox, "DELETE", "/users");

    assertThat(server.count("passkey")).isZero();
  }

  @Test
  void sweepsChallengesThatNobodyAnswered() {
    people.request();
    server.clock.pass(Duration.ofMinutes(6));

    server.tidy();

    assertThat(server.count("passkey_ceremony")).isZero();
  }
}
