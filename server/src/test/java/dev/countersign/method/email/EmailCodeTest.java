package dev.countersign.method.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Through real HTTP and a real store; only the clock and the mailbox are ours.
@ParameterizedClass
@EnumSource(Stores.class)
class EmailCodeTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final String verification;
  private final String code;

  EmailCodeTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    verification = server.create(sandbox, "Ada@Example.org");
    code = server.code(sandbox, ADA);
  }

  @Test
  void signsInWithTheCodeThatWasSent() {
    Reply reply = server.answer(sandbox, verification, code);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("/user/email")).isEqualTo(ADA);
    assertThat(reply.text("/user/verifiedCredentials/0/email")).isEqualTo(ADA);
    assertThat(reply.text("/user/scope")).isEqualTo("user:basic");
    assertThat(reply.text("minifiedJwt")).isNotBlank();
    assertThat(reply.text("jwt")).isNotBlank().isNotEqualTo(reply.text("minifiedJwt"));
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void refusesTheSameCodeTwice() {
    server.answer(sandbox, verification, code);

    assertRefused(server.answer(sandbox, verification, code), "invalid_email_verification", 1);
  }

  @Test
  void refusesACodeAtTheEndOfItsLifetime() {
    server.clock.pass(Duration.ofMinutes(10));

    assertRefused(server.answer(sandbox, verification, code), "invalid_email_verification", 0);
  }

  @Test
  void takesACodeJustBeforeItsEnd() {
    server.clock.pass(Duration.ofMinutes(10).minusMillis(1));

    assertThat(server.answer(sandbox, verification, code).status()).isEqualTo(200);
  }

  @Test
  void refusesEvenTheRightCodeAfterFiveWrongOnes() {
    for (int i = 0; i < 5; i++) {
      Reply wrong = server.answer(sandbox, verification, wrong(code));
      assertRefused(wrong, "wrong_email_verification_token", 0);
    }

    Reply right = server.answer(sandbox, verification, code);
    assertRefused(right, "too_many_email_verification_attempts", 0);
  }

  @Test
  void letsOneOfManyRacersInWithTheRightCode() throws Exception {
    List<Reply> replies = atOnce(5, () -> server.answer(sandbox, verification, code));

    assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
    assertThat(server.count("session")).isEqualTo(1);
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void countsFiveOfManyGuessesThatRace() throws Exception {
    List<Reply> replies = atOnce(16, () -> server.answer(sandbox, verification, wrong(code)));

    assertThat(replies.stream().map(Reply::code))
        .filteredOn("wrong_email_verification_token"::equals)
        .hasSize(5);
    assertThat(replies.stream().map(Reply::code))
        .filteredOn("too_many_email_verification_attempts"::equals)
        .hasSize(11);
  }

  @Test
  void makesOneUserOfTwoFirstSignInsThatRace() throws Exception {
    String second = server.create(sandbox, ADA);
    String secondCode = server.code(sandbox, ADA);

    var answers =
        List.<Callable<Reply>>of(
            () -> server.answer(sandbox, verification, code),
            () -> server.answer(sandbox, second, secondCode));
    List<Reply> replies = atOnce(answers);

    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies.stream().map(reply -> reply.text("/user/id")).distinct()).hasSize(1);
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(server.count("credential")).isEqualTo(1);
  }

  @Test
  void refusesTheCodeOfAnotherRequest() {
    String other = server.create(sandbox, "bob@example.org");

    Reply reply = server.answer(sandbox, other, code);

    assertRefused(reply, "wrong_email_verification_token", 0);
  }

  @Test
  void refusesTheCodeInAnotherEnvironment() {
    UUID foreign = server.live();

    Reply reply = server.answer(foreign, verification, code);

    assertRefused(reply, "invalid_email_verification", 0);
    assertThat(server.answer(sandbox, verification, code).status()).isEqualTo(200);
  }

  @Test
  void resendsANewCodeAndKillsTheOneBefore() {
    var body = Map.of("verificationUUID", verification, "email", ADA);

    Reply again = server.client(sandbox, "POST", "/emailVerifications/retry", body);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text("verificationUUID")).isEqualTo(verification);
    String fresh = server.code(sandbox, ADA);
    if (!fresh.equals(code)) {
      assertRefused(
          server.answer(sandbox, verification, code), "wrong_email_verification_token", 0);
    }
    assertThat(server.answer(sandbox, verification, fresh).status()).isEqualTo(200);
  }

  @Test
  void refillsNoGuessesByAResend() {
    for (int i = 0; i < 4; i++) server.answer(sandbox, verification, wrong(code));
    var body = Map.of("verificationUUID", verification, "email", ADA);
    server.client(sandbox, "POST", "/emailVerifications/retry", body);
    String fresh = server.code(sandbox, ADA);

    server.answer(sandbox, verification, wrong(fresh));

    Reply right = server.answer(sandbox, verification, fresh);
    assertRefused(right, "too_many_email_verification_attempts", 0);
  }

  @Test
  void refusesToResendToAnotherAddress() {
    var body = Map.of("verificationUUID", verification, "email", "eve@example.org");

    Reply reply = server.client(sandbox, "POST", "/emailVerifications/retry", body);

    assertRefused(reply, "invalid_email_verification", 0);
    assertThat(server.count("outbox_message")).isEqualTo(1);
  }

  @Test
  void keepsNoCodeInTheClear() {
    byte[] fingerprint =
        server
            .store()
            .read(
                tx -> tx.one("SELECT fingerprint FROM challenge", row -> row.bytes("fingerprint")))
            .orElseThrow();

    assertThat(fingerprint).hasSize(32);
    assertThat(new String(fingerprint, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(code);
  }

  private void assertRefused(Reply reply, String problem, long sessions) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo(problem);
    assertThat(server.count("session")).isEqualTo(sessions);
  }

  static String wrong(String code) {
    return code.equals("000000") ? "000001" : "000000";
  }

  static List<Reply> atOnce(int racers, Callable<Reply> act) throws Exception {
    return atOnce(Stream.generate(() -> act).limit(racers).toList());
  }

  static List<Reply> atOnce(List<Callable<Reply>> acts) throws Exception {
    try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = racers.invokeAll(acts);
      var replies = new java.util.ArrayList<Reply>();
      for (var one : running) replies.add(one.get());
      return replies;
    }
  }
}
