package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.crypto.Base64Url;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPasskey;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every refusal of WebAuthn Level 3 §7.2, by its step. After each there is no session but the one
/// that registered the passkey.
class AssertionStepsTest {
  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final PasskeyPeople people =
      new PasskeyPeople(server, server.sandbox()).allowed(Map.of());
  private final TestPasskey passkey = new TestPasskey();

  @BeforeEach
  void register() {
    String token = server.token(server.sandbox(), "ada@example.org");
    assertThat(people.register(token, passkey).status()).isEqualTo(200);
  }

  @Test
  void step3RefusesAnAnswerThatIsNoAssertion() {
    for (String member : new String[] {"authenticatorData", "signature", "clientDataJSON"}) {
      ObjectNode answer = passkey.answer(people.request());
      answer.withObject("response").remove(member);

      refused(400, "bad_request", people.postSignIn(answer));
    }
  }

  @Test
  void step6RefusesAPasskeyThatNobodyRegistered() {
    var unknown = new TestPasskey();
    unknown.userHandle = passkey.userHandle;

    refused(401, "invalid_passkey", people.signIn(unknown));
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void step6RefusesAnAnswerWithoutAUserHandle() {
    ObjectNode answer = passkey.answer(people.request());
    answer.withObject("response").remove("userHandle");

    refused(401, "invalid_passkey", people.postSignIn(answer));
  }

  @Test
  void step6RefusesTheHandleOfAnother() {
    passkey.userHandle = new byte[16];

    refused();
  }

  @Test
  void step6RefusesThePasskeyOfAnotherEnvironment() {
    server.admin(
        "POST", "/environments/" + server.live() + "/origins", Map.of("origin", TestPasskey.SITE));
    var elsewhere = new PasskeyPeople(server, server.live()).allowed(Map.of());

    refused(401, "invalid_passkey", elsewhere.signIn(passkey));
  }

  @Test
  void step9RefusesClientDataThatIsNoJson() {
    ObjectNode answer = passkey.answer(people.request());
    answer.withObject("response").put("clientDataJSON", Base64Url.encode(new byte[] {'{'}));

    refused(400, "bad_request", people.postSignIn(answer));
  }

  @Test
  void step10RefusesTheClientDataOfARegistration() {
    passkey.clientData.put("type", "webauthn.create");

    refused();
  }

  @Test
  void step11RefusesAChallengeThatIsNotOurs() {
    passkey.clientData.put("challenge", Base64Url.encode(new byte[32]));

    refused();
  }

  @Test
  void step11RefusesAChallengeThatWasUsedEvenByAWrongAnswer() {
    JsonNode options = people.request();
    ObjectNode wrong = passkey.answer(options);
    wrong.withObject("response").put("signature", "AAAA");
    refused(401, "invalid_passkey", people.postSignIn(wrong));

    refused(401, "invalid_passkey", people.postSignIn(passkey.answer(options)));
  }

  @Test
  void step11RefusesAChallengeAfterFiveMinutes() {
    JsonNode options = people.request();
    server.clock.pass(Duration.ofMinutes(5));

    refused(401, "invalid_passkey", people.postSignIn(passkey.answer(options)));
  }

  @Test
  void step11RefusesTheChallengeOfARegistration() {
    String token = server.token(server.sandbox(), "ada@example.org");
    Reply reply = people.postSignIn(passkey.answer(people.creation(token)));

    assertThat(reply.code()).isEqualTo("invalid_passkey");
  }

  @Test
  void step12RefusesAnotherSite() {
    for (String site :
        new String[] {"https://evil.example", "https://example.org", "http://app.example.org"}) {
      passkey.origin = site;

      refused();
    }
  }

  @Test
  void step13RefusesAFrameInsideAnotherSite() {
    passkey.clientData.put("crossOrigin", true);

    refused();
  }

  @Test
  void step14RefusesASiteAround() {
    passkey.clientData.put("topOrigin", "https://evil.example");

    refused();
  }

  @Test
  void step15RefusesAnotherRelyingParty() {
    passkey.rpId = "example.org";

    refused();
  }

  @Test
  void step16RefusesWhereNobodyWasPresent() {
    passkey.flags = TestPasskey.VERIFIED;

    refused();
  }

  @Test
  void step17RefusesWhereNobodyWasVerified() {
    passkey.flags = TestPasskey.PRESENT;

    refused();
  }

  @Test
  void step18RefusesABackupOfWhatCannotBeBackedUp() {
    passkey.flags |= TestPasskey.BACKED_UP;

    refused();
  }

  @Test
  void step19RefusesAKeyThatCanBeBackedUpAllAtOnce() {
    passkey.flags |= TestPasskey.ELIGIBLE;

    refused();
  }

  @Test
  void step21RefusesTheSignatureOfAnotherKey() {
    passkey.keys = TestPasskey.keyPair();

    refused();
  }

  @Test
  void step21RefusesASignatureOfSomethingElse() {
    ObjectNode answer = passkey.answer(people.request());
    byte[] data = Base64Url.decode(answer.at("/response/authenticatorData").stringValue());
    data[36]++;
    answer.withObject("response").put("authenticatorData", Base64Url.encode(data));

    refused(401, "invalid_passkey", people.postSignIn(answer));
  }

  @Test
  void step22RefusesACounterThatDoesNotGoUp() {
    passkey.signCount = 9;
    assertThat(people.signIn(passkey).status()).isEqualTo(200);
    long sessions = server.count("session");
    for (int last : new int[] {10, 3}) {
      passkey.signCount = last - 1;

      assertThat(people.signIn(passkey).code()).isEqualTo("invalid_passkey");
    }
    assertThat(server.count("session")).isEqualTo(sessions);
  }

  @Test
  void step22TakesAnAuthenticatorThatDoesNotCount() {
    var uncounted = new TestPasskey();
    uncounted.signCount = 0;
    String token = server.token(server.sandbox(), "ada@example.org");
    assertThat(people.register(token, uncounted).status()).isEqualTo(200);

    assertThat(people.signIn(uncounted).status()).isEqualTo(200);
    assertThat(people.signIn(uncounted).status()).isEqualTo(200);
  }

  @Test
  void takesWhatIsTrue() {
    assertThat(people.signIn(passkey).status()).isEqualTo(200);
    assertThat(people.signIn(passkey).status()).isEqualTo(200);
  }

  private void refused() {
    refused(401, "invalid_passkey", people.signIn(passkey));
  }

  private void refused(int status, String code, Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(server.count("session")).isEqualTo(1);
  }
}
