package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.crypto.Base64Url;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPasskey;
import dev.countersign.support.TestPasskey.Format;
import dev.countersign.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every refusal of WebAuthn Level 3 §7.1, by its step. After each there is no passkey, and its
/// challenge is gone.
class RegistrationStepsTest {
  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final PasskeyPeople people =
      new PasskeyPeople(server, server.sandbox()).allowed(Map.of());
  private final String token = server.token(server.sandbox(), "ada@example.org");
  private final TestPasskey passkey = new TestPasskey();

  @Test
  void step3RefusesAnAnswerThatIsNoAttestation() {
    JsonNode options = people.creation(token);
    ObjectNode answer = passkey.register(options);
    answer.withObject("response").remove("attestationObject");

    refused(400, "bad_request", people.postRegistration(token, answer));
  }

  @Test
  void step5RefusesClientDataThatIsNoUtf8() {
    JsonNode options = people.creation(token);
    ObjectNode answer = passkey.register(options);
    byte[] latin =
        ("{\"type\":\"webauthn.create\",\"challenge\":\""
                + options.path("challenge").stringValue()
                + "\",\"origin\":\"https://\u00e4.example\"}")
            .getBytes(StandardCharsets.ISO_8859_1);
    answer.withObject("response").put("clientDataJson", Base64Url.encode(latin));

    refused(400, "bad_request", people.postRegistration(token, answer));
  }

  @Test
  void step6RefusesClientDataThatIsNoJson() {
    ObjectNode answer = passkey.register(people.creation(token));
    answer
        .withObject("response")
        .put("clientDataJson", Base64Url.encode("{".getBytes(StandardCharsets.UTF_8)));

    refused(400, "bad_request", people.postRegistration(token, answer));
  }

  @Test
  void step7RefusesTheClientDataOfASignIn() {
    passkey.clientData.put("type", "webauthn.get");

    refused();
  }

  @Test
  void step8RefusesAChallengeThatIsNotOurs() {
    passkey.clientData.put("challenge", Base64Url.encode(new byte[32]));

    refused();
  }

  @Test
  void step8RefusesAChallengeThatWasUsed() {
    JsonNode options = people.creation(token);
    assertThat(people.postRegistration(token, passkey.register(options)).status()).isEqualTo(200);

    Reply again = people.postRegistration(token, new TestPasskey().register(options));

    assertThat(again.code()).isEqualTo("invalid_passkey_registration");
    assertThat(server.count("passkey")).isEqualTo(1);
  }

  @Test
  void step8RefusesAChallengeAfterFiveMinutes() {
    JsonNode options = people.creation(token);
    server.clock.pass(Duration.ofMinutes(5));

    refused(422, "invalid_passkey_registration", post(options));
  }

  @Test
  void step8RefusesTheChallengeOfASignIn() {
    ObjectNode options = (ObjectNode) people.creation(token);
    options.put("challenge", people.request().path("challenge").stringValue());

    refused(422, "invalid_passkey_registration", post(options));
  }

  @Test
  void step8RefusesTheChallengeOfAnotherPerson() {
    String other = server.token(server.sandbox(), "grace@example.org");

    refused(422, "invalid_passkey_registration", post(people.creation(other)));
  }

  @Test
  void step8RefusesTheChallengeOfAnotherEnvironment() {
    server.admin(
        "POST", "/environments/" + server.live() + "/origins", Map.of("origin", TestPasskey.SITE));
    var elsewhere = new PasskeyPeople(server, server.live()).allowed(Map.of());
    String there = server.token(server.live(), "ada@example.org");

    refused(422, "invalid_passkey_registration", post(elsewhere.creation(there)));
  }

  @Test
  void step9RefusesAnotherSite() {
    for (String site :
        new String[] {
          "https://example.org",
          "https://evil.example",
          "https://app.example.org.evil.example",
          "https://evilapp.example.org",
          "http://app.example.org",
          "android:apk-key-hash:AAAA",
          ""
        }) {
      passkey.origin = site;
      refused();
    }
  }

  @Test
  void step10RefusesAFrameInsideAnotherSite() {
    passkey.clientData.put("crossOrigin", true);

    refused();
  }

  @Test
  void step11RefusesASiteAround() {
    passkey.clientData.put("topOrigin", "https://evil.example");

    refused();
  }

  @Test
  void step13RefusesAnAttestationObjectThatIsNoCbor() {
    ObjectNode answer = passkey.register(people.creation(token));
    answer.withObject("response").put("attestationObject", Base64Url.encode(new byte[] {1, 2}));

    refused(422, "invalid_passkey_registration", people.postRegistration(token, answer));
  }

  @Test
  void step13RefusesAuthenticatorDataThatBreaksOff() {
    passkey.format = Format.NONE;
    ObjectNode answer = passkey.register(people.creation(token));
    byte[] object = Base64Url.decode(answer.at("/response/attestationObject").stringValue());
    byte[] cut = Arrays.copyOf(object, object.length - 40);
    answer.withObject("response").put("attestationObject", Base64Url.encode(cut));

    refused(422, "invalid_passkey_registration", people.postRegistration(token, answer));
  }

  @Test
  void step14RefusesAnotherRelyingParty() {
    passkey.rpId = "example.org";

    refused();
  }

  @Test
  void step15RefusesWhereNobodyWasPresent() {
    passkey.flags = TestPasskey.VERIFIED;

    refused();
  }

  @Test
  void step16RefusesWhereNobodyWasVerified() {
    passkey.flags = TestPasskey.PRESENT;

    refused();
  }

  @Test
  void step16TakesIfThatIsNotRequired() {
    people.allowed(Map.of("userVerification", "preferred"));
    passkey.flags = TestPasskey.PRESENT;

    assertThat(people.register(token, passkey).status()).isEqualTo(200);
  }

  @Test
  void step17RefusesABackupOfWhatCannotBeBackedUp() {
    passkey.flags |= TestPasskey.BACKED_UP;

    refused();
  }

  @Test
  void step20RefusesAnAlgorithmThatWasNotAskedFor() {
    passkey.algorithm = -9;

    refused();
  }

  @Test
  void step21RefusesAnAttestationOfUnknownFormat() {
    passkey.format = (_, _, _) -> new TestPasskey.Statement("mine", Map.of());

    refused();
  }

  @Test
  void step22RefusesAnAttestationThatDoesNotHold() {
    var stranger = TestPasskey.keyPair();
    passkey.format =
        (_, data, hash) ->
            new TestPasskey.Statement(
                "packed",
                TestPasskey.ordered(
                    "alg", -7, "sig", TestPasskey.sign(stranger, TestPasskey.joined(data, hash))));

    refused();
  }

  @Test
  void step24RefusesAnIdOfMoreThan1023Bytes() {
    passkey.credentialId = new byte[1024];

    refused();
  }

  @Test
  void step25RefusesAnIdThatIsRegistered() {
    assertThat(people.register(token, passkey).status()).isEqualTo(200);
    String other = server.token(server.sandbox(), "grace@example.org");
    var thief = new TestPasskey();
    thief.credentialId = passkey.credentialId;

    assertThat(people.register(other, thief).code()).isEqualTo("invalid_passkey_registration");
    assertThat(people.register(token, thief).code()).isEqualTo("invalid_passkey_registration");

    assertThat(server.count("passkey")).isEqualTo(1);
    assertThat(server.count("pending_merge")).isZero();
    assertThat(people.list(other).path("count").intValue()).isZero();
  }

  @Test
  void step26RefusesAnAnswerAboutAnotherIdThanTheAttestation() {
    ObjectNode answer = passkey.register(people.creation(token));
    String other = new TestPasskey().id();
    answer.put("id", other).put("rawId", other);

    refused(422, "invalid_passkey_registration", people.postRegistration(token, answer));
  }

  @Test
  void refusesWhatIsNoPublicKeyCredential() {
    for (Map<String, String> lie :
        List.of(Map.of("type", "password"), Map.of("rawId", "AAAA"), Map.of("id", "a b"))) {
      ObjectNode answer = passkey.register(people.creation(token));
      lie.forEach(answer::put);

      refused(400, "bad_request", people.postRegistration(token, answer));
    }
    assertThat(people.postRegistration(token, Json.object()).status()).isEqualTo(400);
  }

  @Test
  void takesWhatIsTrue() {
    passkey.format = Format.SELF;

    assertThat(people.register(token, passkey).status()).isEqualTo(200);
    assertThat(server.count("passkey")).isEqualTo(1);
  }

  private void refused() {
    refused(422, "invalid_passkey_registration", people.register(token, passkey));
  }

  private Reply post(JsonNode options) {
    return people.postRegistration(token, passkey.register(options));
  }

  private void refused(int status, String code, Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(server.count("passkey")).isZero();
    assertThat(server.count("credential WHERE format = 'passkey'")).isZero();
  }
}
