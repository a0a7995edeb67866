package dev.countersign.method.email;

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

/// Whom a code is for: spelling, sub-addresses, test accounts, and what a stranger can do.
@ParameterizedClass
@EnumSource(Stores.class)
class EmailAddressesTest {
  @AutoClose private final TestServer server;
  private final UUID sandbox;

  EmailAddressesTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
  }

  @Test
  void takesAllSpellingsOfAnAddressForOnePerson() {
    String first = server.signIn(sandbox, "Zoë@Bücher.Example").text("/user/id");
    // The same letters, decomposed and in capitals.
    String decomposed = "ZOE\u0308@BU\u0308CHER.example";
    server.create(sandbox, decomposed);
    String second = server.create(sandbox, decomposed);

    Reply reply = server.answer(sandbox, second, server.code(sandbox, "zoë@xn--bcher-kva.example"));

    assertThat(reply.text("/user/id")).isEqualTo(first);
    assertThat(server.count("end_user")).isEqualTo(1);
  }

  @Test
  void answersTheSameForAKnownAndAnUnknownAddress() {
    server.signIn(sandbox, "known@example.org");

    Reply known = create("known@example.org");
    Reply unknown = create("other@example.org");

    assertThat(known.status()).isEqualTo(unknown.status()).isEqualTo(201);
    assertThat(known.body().propertyNames()).isEqualTo(unknown.body().propertyNames());
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String typed :
        new String[] {
          "",
          "ada",
          "ada@",
          "@example.org",
          "ada@localhost",
          "a b@example.org",
          "a@b@c.org",
          "ada@example..org",
          "ada.@example.org",
          "ada@-example.org",
          "ada@exam_ple.org",
          "ada@[127.0.0.1]",
          "\"a b\"@example.org",
          "ada\r\nBcc: eve@example.org",
          "ada\u200b@example.org",
          "x".repeat(65) + "@example.org",
          "a@" + "x".repeat(300) + ".org"
        }) {
      Reply reply = create(typed);
      assertThat(reply.status()).as(typed).isEqualTo(422);
      assertThat(reply.code()).isEqualTo("invalid_email");
    }
    assertThat(server.count("challenge")).isZero();
    assertThat(server.count("outbox_message")).isZero();
  }

  @Test
  void blocksSubaddressesWhereTheSettingSaysSo() {
    server.admin(
        "PUT", "/environments/" + sandbox, Map.of("sdk", Map.of("blockEmailSubaddresses", true)));

    Reply blocked = create("ada+list@example.org");

    assertThat(blocked.code()).isEqualTo("invalid_email");
    assertThat(server.count("challenge")).isZero();
    assertThat(create("ada@example.org").status()).isEqualTo(201);
  }

  @Test
  void opensTestAddressesWithTheStaticCodeAndSendsNothing() {
    String code = server.admin("POST", account(), null).text("code");

    Reply reply =
        server.answer(sandbox, server.create(sandbox, "bot+dynamic_test@example.org"), code);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(server.count("outbox_message")).isZero();
  }

  @Test
  void opensNoOtherAddressWithTheStaticCode() {
    String code = server.admin("POST", account(), null).text("code");

    Reply reply = server.answer(sandbox, server.create(sandbox, "ada@example.org"), code);

    assertThat(reply.code()).isEqualTo("wrong_email_verification_token");
    assertThat(server.count("session")).isZero();
  }

  @Test
  void opensOneMadeAddressOfALiveEnvironment() {
    server.admin("POST", "/environments/" + server.live() + "/origins", origin());
    Reply account = server.admin("POST", "/environments/" + server.live() + "/test/account", null);
    String code = account.text("code");

    String made = server.create(server.live(), account.text("email"));
    String other = server.create(server.live(), "bot+dynamic_test@example.org");

    assertThat(server.answer(server.live(), made, code).status()).isEqualTo(200);
    assertThat(server.answer(server.live(), other, code).code())
        .isEqualTo("wrong_email_verification_token");
  }

  @Test
  void treatsAnAddressLikeAllOthersOnceTheTestAccountIsGone() {
    String code = server.admin("POST", account(), null).text("code");
    server.admin("DELETE", account(), null);

    Reply reply =
        server.answer(sandbox, server.create(sandbox, "bot+dynamic_test@example.org"), code);

    assertThat(reply.code()).isEqualTo("wrong_email_verification_token");
    assertThat(server.admin("GET", account(), null).status()).isEqualTo(404);
  }

  @Test
  void boundsTheGuessesOfAStrangerAndStillLetsTheOwnerIn() {
    // Ten wrong answers are taken in full.
    for (int challenge = 0; challenge < 2; challenge++) {
      String verification = server.create(sandbox, "ada@example.org");
      for (int i = 0; i < 5; i++) guess(verification, "wrong_email_verification_token");
    }

    // From then on each request is good for one answer, however many are asked for.
    for (int challenge = 0; challenge < 3; challenge++) {
      String verification = server.create(sandbox, "ada@example.org");
      guess(verification, "wrong_email_verification_token");
      guess(verification, "too_many_email_verification_attempts");
    }
    assertThat(server.signIn(sandbox, "ada@example.org").status()).isEqualTo(200);
  }

  private void guess(String verification, String problem) {
    String wrong = EmailCodeTest.wrong(server.code(sandbox, "ada@example.org"));
    assertThat(server.answer(sandbox, verification, wrong).code()).isEqualTo(problem);
  }

  private Reply create(String address) {
    return server.client(sandbox, "POST", "/emailVerifications/create", Map.of("email", address));
  }

  private String account() {
    return "/environments/" + sandbox + "/test/account";
  }

  private Map<String, String> origin() {
    return Map.of("origin", server.origin());
  }
}
