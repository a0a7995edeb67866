package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Nonsense gets a clear refusal of the catalogue, and leaves nothing behind.
@ParameterizedClass
@EnumSource(Stores.class)
class BadInputTest {
  @AutoClose private final TestServer server;

  BadInputTest(Stores store) {
    server = new TestServer(store);
  }

  @Test
  void refusesBodiesThatAreNotWhatTheyShouldBe() {
    byte[] notUtf8 = {'{', '"', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};
    List<Object> bodies =
        List.of(
            "{",
            "[]",
            "\"text\"",
            "7",
            "null",
            "{} {}",
            "{\"email\":7}",
            "{\"email\":null}",
            "{}",
            "{\"email\":\"ada\\u0000@example.org\"}",
            "{\"email\":[\"ada@example.org\"]}",
            "{\"email\":{\"$ne\":1}}",
            "{\"email\":\"ada@example.org\",\"email\":\"eve@example.org\"}",
            "[".repeat(100) + "]".repeat(100),
            "{\"a\":".repeat(40) + "1" + "}".repeat(40),
            notUtf8);

    for (Object body : bodies) {
      for (String path : new String[] {"create", "retry", "signin"}) {
        Reply reply = server.client(server.sandbox(), "POST", "/emailVerifications/" + path, body);
        assertClear(reply, 400, "bad_request");
      }
    }
    assertNothingWritten();
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    String body = "{\"email\":\"" + "x".repeat(70_000) + "\"}";

    Reply reply = server.client(server.sandbox(), "POST", "/emailVerifications/create", body);

    assertClear(reply, 413, "content_too_large");
    assertNothingWritten();
  }

  @Test
  void knowsNoOtherEnvironment() {
    for (String id :
        new String[] {
          UUID.randomUUID().toString(), "x", "1-1-1-1-1", "%00", "..%2f..", "a".repeat(300)
        }) {
      for (String path : new String[] {"/settings", "/nonces", "/.well-known/jwks", "/users"}) {
        Reply reply = server.send("GET", "/api/v0/sdk/" + id + path, null, Map.of());
        assertThat(reply.status()).as(id + path).isIn(400, 404);
        assertThat(reply.text("error")).isNotBlank();
      }
    }
  }

  @Test
  void refusesIdsThatAreNone() {
    for (String id : new String[] {"", "x", "1-1-1-1-1", "' OR 1=1 --"}) {
      Reply reply =
          server.client(
              server.sandbox(),
              "POST",
              "/emailVerifications/signin",
              Map.of("verificationUUID", id, "verificationToken", "000000"));
      assertClear(reply, 400, "bad_request");
    }
  }

  @Test
  void countsAnAnswerThatIsNoCodeAsWrong() {
    String verification = server.create(server.sandbox(), "ada@example.org");
    String code = server.code(server.sandbox(), "ada@example.org");

    for (String wrong : new String[] {"", "12345", "1234567", "abcdef", "１２３４５６"}) {
      Reply reply = server.answer(server.sandbox(), verification, wrong);
      assertClear(reply, 422, "wrong_email_verification_token");
    }
    assertClear(
        server.answer(server.sandbox(), verification, code),
        422,
        "too_many_email_verification_attempts");
    assertThat(server.count("session")).isZero();
  }

  @Test
  void takesTheRequestsOfTheClientsThatHaveNoBody() {
    String token = server.token(server.sandbox(), "ada@example.org");

    assertThat(server.as(token, server.sandbox(), "POST", "/refresh").status()).isEqualTo(200);
    assertThat(server.as(token, server.sandbox(), "GET", "/users").status()).isEqualTo(200);
    assertThat(server.as(token, server.sandbox(), "POST", "/revoke").status()).isEqualTo(204);
  }

  @Test
  void answersTheQuietEndpointsOfTheClients() {
    UUID sandbox = server.sandbox();
    var visit =
        Map.of(
            "address", "0xabc", "chain", "EVM", "provider", "browserExtension", "walletName", "m");

    assertThat(server.client(sandbox, "GET", "/healthcheck", null).text("status"))
        .isEqualTo("healthy");
    assertThat(server.client(sandbox, "POST", "/connect", visit).status()).isEqualTo(202);
    assertThat(server.client(sandbox, "POST", "/connect", Map.of()).status()).isEqualTo(400);
    assertThat(
            server
                .client(
                    sandbox,
                    "POST",
                    "/prefetch",
                    Map.of("chain", "EVM", "publicWalletAddress", "a"))
                .status())
        .isEqualTo(202);
    assertThat(server.client(sandbox, "POST", "/sdkSettings", Map.of()).status()).isEqualTo(204);
    assertThat(server.client(sandbox, "POST", "/events", Map.of("events", List.of())).status())
        .isEqualTo(204);
    assertThat(server.client(sandbox, "GET", "/nonces?count=5", null).body().path("nonces"))
        .hasSize(5);
    assertThat(server.client(sandbox, "GET", "/nonces?count=x", null).status()).isEqualTo(400);
    assertThat(server.client(sandbox, "GET", "/nonce", null).text("nonce")).matches("[0-9a-z]{32}");
    assertThat(server.send("GET", "/healthz", null, Map.of()).status()).isEqualTo(200);
    assertThat(server.send("GET", "/readyz", null, Map.of()).status()).isEqualTo(200);
  }

  private void assertNothingWritten() {
    assertThat(server.count("challenge")).isZero();
    assertThat(server.count("outbox_message")).isZero();
    assertThat(server.count("session")).isZero();
  }

  private static void assertClear(Reply reply, int status, String code) {
    String text = new String(reply.response().body(), UTF_8);
    assertThat(reply.status()).as(text).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.text("error")).endsWith(".");
    assertThat(reply.header("x-dyn-request-id")).isPresent();
    assertThat(text).doesNotContain("Exception", "dev.countersign", "\tat ");
  }
}
