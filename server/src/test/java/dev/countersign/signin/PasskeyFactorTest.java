package dev.countersign.signin;

import static dev.countersign.signin.MfaServer.ADA;
import static dev.countersign.signin.MfaServer.COMPLETE;
import static dev.countersign.signin.MfaServer.PENDING;
import static dev.countersign.signin.MfaServer.assertDone;
import static dev.countersign.signin.MfaServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPasskey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A passkey proves who signed in by mail: their own, to a challenge of theirs, once.
@ParameterizedClass
@EnumSource(Stores.class)
class PasskeyFactorTest {
  private static final Map<String, Object> NAME = Map.of("firstName", "Ada");
  private static final String GRACE = "grace@example.org";

  @AutoClose private final MfaServer house;
  private final PasskeyPeople people;
  private final TestPasskey passkey = new TestPasskey();

  PasskeyFactorTest(Stores store) {
    house = new MfaServer(store);
    house.set(MfaServer.methods("passkey", "totp"));
    people = new PasskeyPeople(house.server, house.sandbox);
  }

  @Test
  void isAskedForAtTheNextSignIn() throws Exception {
    people.register(house.token(), passkey);
    String token = house.token();
    assertThat(house.scope(token)).isEqualTo(PENDING);
    assertRefused(house.as(token, "PUT", "/users", NAME), 403, "additional_auth_required");

    JsonNode options = people.factorRequest(token);
    Reply reply = people.postProof(token, passkey.answer(options));

    assertThat(options.path("rpId").asString()).isEqualTo(TestPasskey.RP_ID);
    assertThat(options.path("allowCredentials").size()).isEqualTo(1);
    JsonNode allowed = options.at("/allowCredentials/0");
    assertThat(allowed.path("id").asString()).isEqualTo(passkey.id());
    assertThat(allowed.path("type").asString()).isEqualTo("public-key");
    assertThat(allowed.at("/transports/0").asString()).isEqualTo("internal");
    assertThat(reply.text("/user/scope")).as(reply.toString()).isEqualTo(COMPLETE);
    String raised = reply.text("minifiedJwt");
    assertThat(SignedJWT.parse(raised).getJWTClaimsSet().getStringListClaim("amr"))
        .containsExactly("otp", "hwk", "user", "mfa");
    assertThat(house.server.count("passkey WHERE sign_count = " + passkey.signCount)).isOne();
    assertDone(house.as(raised, "PUT", "/users", NAME));
    assertRefused(house.as(token, "PUT", "/users", NAME), 403, "additional_auth_required");
  }

  @Test
  void isOnTheLists() {
    String token = people.register(house.token(), passkey).text("minifiedJwt");

    JsonNode device = house.as(token, "GET", "/users/mfa").body().at("/devices/0");
    JsonNode methods = house.as(token, "GET", "/users/mfa/methods").body();

    assertThat(device.path("type").asString()).isEqualTo("passkey");
    assertThat(device.path("alias").asString()).isEqualTo("iCloud Keychain");
    assertThat(device.path("verified").booleanValue()).isTrue();
    assertThat(device.path("default").booleanValue()).isTrue();
    assertThat(methods.path("devices").isEmpty()).isTrue();
    assertThat(methods.path("passkeys")).isEqualTo(people.list(token).path("passkeys"));
    assertThat(methods.path("passkeys").size()).isEqualTo(1);
    assertThat(methods.path("userHasVerifiedMfaMethods").booleanValue()).isTrue();
    String id = device.path("id").asString();
    people.rename(token, Map.of("id", id, "alias", "My phone"));
    assertThat(house.as(token, "GET", "/users/mfa/" + id).text("alias")).isEqualTo("My phone");
  }

  @Test
  void canBeTheOneToAskForFirst() {
    String token = people.register(house.token(), passkey).text("minifiedJwt");
    String id = people.list(token).at("/passkeys/0/id").asString();
    house.nextStep();
    assertDone(house.register(token).answer(token));
    assertThat(defaults(token)).containsExactly("passkey false", "totp true");

    assertDone(house.as(token, "PUT", "/users/mfa/" + id));

    assertThat(defaults(token)).containsExactly("passkey true", "totp false");
  }

  /// WebAuthn §7.2 step 6: who is known need not be named again.
  @Test
  void needsNoUserHandleButNoWrongOneEither() {
    people.register(house.token(), passkey);
    String token = house.token();
    ObjectNode foreign = passkey.answer(people.factorRequest(token));
    foreign.withObject("response").put("userHandle", "AAAA");
    ObjectNode without = passkey.answer(people.factorRequest(token));
    without.withObject("response").remove("userHandle");

    refused(422, "mfa_invalid_code", people.postProof(token, foreign));
    assertDone(people.postProof(token, without));
  }

  @Test
  void refusesTheChallengeOfAnotherPurpose() {
    people.allowed(Map.of());
    String raised = people.register(house.token(), passkey).text("minifiedJwt");
    String token = house.token();

    ObjectNode signIn = passkey.answer(people.request());
    ObjectNode registration = passkey.answer(people.creation(raised));
    refused(422, "mfa_invalid_code", people.postProof(token, signIn));
    refused(422, "mfa_invalid_code", people.postProof(token, registration));
    ObjectNode factor = passkey.answer(people.factorRequest(token));
    refused(401, "invalid_passkey", people.postSignIn(factor));
  }

  @Test
  void refusesWhatIsSomebodyElses() {
    people.register(house.token(), passkey);
    var other = new TestPasskey();
    people.register(house.server.token(house.sandbox, GRACE), other);
    String ada = house.token();
    String grace = house.server.token(house.sandbox, GRACE);
    long raised = raised();

    Reply foreignKey = people.postProof(ada, other.answer(people.factorRequest(ada)));
    Reply foreignChallenge = people.postProof(ada, passkey.answer(people.factorRequest(grace)));
    Reply stolen = people.postProof(grace, passkey.answer(people.factorRequest(ada)));

    assertRefused(foreignKey, 422, "mfa_invalid_request");
    assertRefused(foreignChallenge, 422, "mfa_invalid_code");
    assertRefused(stolen, 422, "mfa_invalid_code");
    assertThat(raised()).isEqualTo(raised);
    assertThat(house.scope(ada)).isEqualTo(PENDING);
    assertThat(house.scope(grace)).isEqualTo(PENDING);
    assertThat(house.server.count("passkey WHERE sign_count = 1")).isEqualTo(2);
  }

  @Test
  void refusesTheChallengeOfAnotherEnvironment() {
    people.register(house.token(), passkey);
    String token = house.token();
    var live = house.server.live();
    house.server.admin(
        "POST", "/environments/" + live + "/origins", Map.of("origin", TestPasskey.SITE));
    var elsewhere = new PasskeyPeople(house.server, live).allowed(Map.of());
    house.server.admin(
        "PUT",
        "/environments/" + live,
        Map.of("security", Map.of("mfa", MfaServer.methods("passkey"))));
    String there = house.server.token(live, ADA);

    JsonNode options = elsewhere.factorRequest(there);

    assertThat(options.path("allowCredentials").isEmpty()).isTrue();
    refused(422, "mfa_invalid_code", people.postProof(token, passkey.answer(options)));
    Reply abroad = elsewhere.postProof(there, passkey.answer(elsewhere.factorRequest(there)));
    refused(422, "mfa_invalid_code", abroad);
  }

  @Test
  void refusesAnAnswerThatDoesNotHold() {
    people.register(house.token(), passkey);
    String token = house.token();
    ObjectNode wrong = passkey.answer(people.factorRequest(token));
    wrong.withObject("response").put("signature", "AAAA");
    refused(422, "mfa_invalid_code", people.postProof(token, wrong));
    refused(422, "mfa_invalid_code", people.postProof(token, wrong));

    JsonNode late = people.factorRequest(token);
    house.server.clock.pass(Duration.ofMinutes(5));
    refused(422, "mfa_invalid_code", people.postProof(token, passkey.answer(late)));

    passkey.signCount = 0;
    ObjectNode counted = passkey.answer(people.factorRequest(token));
    refused(422, "mfa_invalid_code", people.postProof(token, counted));
    var unknown = new TestPasskey();
    refused(422, "mfa_invalid_code", people.prove(token, unknown));
    assertThat(people.as("", "GET", "/users/passkeys/authenticate", null).status()).isEqualTo(401);
  }

  @Test
  void refusesAReplay() {
    people.register(house.token(), passkey);
    String token = house.token();
    ObjectNode answer = passkey.answer(people.factorRequest(token));
    assertDone(people.postProof(token, answer));

    assertRefused(people.postProof(house.token(), answer), 422, "mfa_invalid_code");
    assertRefused(people.postProof(token, answer), 422, "mfa_invalid_code");

    assertThat(raised()).isEqualTo(2);
  }

  @Test
  void refusesWhereThatMethodIsOff() {
    people.allowed(Map.of());
    String token = people.register(house.token(), passkey).text("minifiedJwt");
    ObjectNode answer = passkey.answer(people.factorRequest(token));
    house.set(MfaServer.methods("totp"));
    token = house.token();

    assertThat(house.scope(token)).isEqualTo(COMPLETE);
    assertRefused(people.postProof(token, answer), 422, "mfa_invalid_request");
    people.allowed(Map.of("enabled", false));
    assertRefused(
        people.as(token, "GET", "/users/passkeys/authenticate", null), 422, "mfa_invalid_request");
    assertThat(house.as(token, "GET", "/users/mfa").body().path("devices").isEmpty()).isTrue();
  }

  @Test
  void asksForNoneOfAnotherRelyingParty() {
    people.register(house.token(), passkey);
    var elsewhere = new PasskeyPeople(house.server, house.sandbox, "https://www.example.org");
    String token = house.token();

    JsonNode options = elsewhere.factorRequest(token);

    assertThat(options.path("rpId").asString()).isEqualTo("www.example.org");
    assertThat(options.path("allowCredentials").isEmpty()).isTrue();
    passkey.origin = "https://www.example.org";
    refused(422, "mfa_invalid_code", elsewhere.postProof(token, passkey.answer(options)));
  }

  @Test
  void oneChallengeHasOneWinner() throws Exception {
    people.register(house.token(), passkey);
    String token = house.token();
    ObjectNode answer = passkey.answer(people.factorRequest(token));
    answer.putObject("createMfaToken").put("singleUse", true);
    var raised = new AtomicInteger();
    var refused = new AtomicInteger();
    try (var posts = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        posts.execute(
            () -> {
              Reply reply = people.postProof(token, answer);
              if (reply.status() == 200) raised.incrementAndGet();
              if (reply.code().equals("mfa_invalid_code")) refused.incrementAndGet();
            });
      }
    }

    assertThat(raised).hasValue(1);
    assertThat(refused).hasValue(19);
    assertThat(house.server.count("mfa_token")).isOne();
  }

  /// Whoever holds the passkey that signed in has nothing else.
  @Test
  void isNoSecondFactorOfASessionThatAPasskeyOpened() {
    people.allowed(Map.of());
    String mailed = people.register(house.token(), passkey).text("minifiedJwt");
    var second = new TestPasskey();
    people.register(mailed, second);

    String token = people.signIn(passkey).text("minifiedJwt");

    assertThat(house.scope(token)).isEqualTo(COMPLETE);
    assertThat(house.as(token, "GET", "/users/mfa").body().path("devices").isEmpty()).isTrue();
    JsonNode methods = house.as(token, "GET", "/users/mfa/methods").body();
    assertThat(methods.path("userHasVerifiedMfaMethods").booleanValue()).isFalse();
    long raised = raised();
    assertRefused(people.prove(token, passkey), 422, "mfa_invalid_request");
    assertRefused(people.prove(token, second), 422, "mfa_invalid_request");
    assertThat(raised()).isEqualTo(raised);
  }

  @Test
  void doesNotStandForTheAppOfWhoSignsInByOne() {
    people.allowed(Map.of());
    String raised = people.register(house.token(), passkey).text("minifiedJwt");
    assertDone(house.register(raised).answer(raised));

    String token = people.signIn(passkey).text("minifiedJwt");

    assertThat(house.scope(token)).isEqualTo(PENDING);
  }

  private void refused(int status, String code, Reply reply) {
    assertRefused(reply, status, code);
    // The session that registered it, and no other.
    assertThat(raised()).isOne();
    assertThat(house.server.count("passkey WHERE sign_count = 1")).isOne();
    assertThat(house.server.count("mfa_token")).isZero();
  }

  private long raised() {
    return house.server.count("session WHERE factor_amr IS NOT NULL");
  }

  private List<String> defaults(String token) {
    return house
        .as(token, "GET", "/users/mfa")
        .body()
        .path("devices")
        .valueStream()
        .map(device -> device.path("type").asString() + " " + device.path("default").asString())
        .toList();
  }
}
