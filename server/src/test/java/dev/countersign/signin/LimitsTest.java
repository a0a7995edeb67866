package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.limit.Limit;
import dev.countersign.limit.LimitRule;
import dev.countersign.limit.LimitSettings;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Too much is answered 429, with the seconds to wait, and leaves nothing behind.
class LimitsTest {
  @ParameterizedTest
  @EnumSource(Stores.class)
  void sendsThreeCodesToAnAddressInTenMinutes(Stores store) {
    var rule = Limit.CODE_SEND_PER_ADDRESS.standard();
    var limits = LimitSettings.lifted(Map.of(Limit.CODE_SEND_PER_ADDRESS, rule));
    try (var server = new TestServer(store, limits)) {
      for (int i = 0; i < 3; i++)
        assertThat(create(server, "ada@example.org").status()).isEqualTo(201);

      Reply fourth = create(server, "ADA@example.org");

      assertTooMany(fourth, 600);
      assertThat(server.count("outbox_message")).isEqualTo(3);
      assertThat(server.count("challenge")).isEqualTo(3);
      assertThat(create(server, "bob@example.org").status()).isEqualTo(201);
      server.restart();
      assertTooMany(create(server, "ada@example.org"), 600);
      server.clock.pass(Duration.ofMinutes(10));
      assertThat(create(server, "ada@example.org").status()).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @EnumSource(Stores.class)
  void sendsAsManyCodesAsTheOperatorSaysForOneIpAddress(Stores store) {
    var rule = new LimitRule(2, Duration.ofMinutes(1));
    var limits = LimitSettings.lifted(Map.of(Limit.CODE_SEND_PER_IP, rule));
    try (var server = new TestServer(store, limits)) {
      create(server, "a@example.org");
      create(server, "b@example.org");

      assertTooMany(create(server, "c@example.org"), 60);
      assertThat(server.count("challenge")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Stores.class)
  void takesTenAnswersAMinuteFromOneIpAddressAsPublished(Stores store) {
    var rule = Limit.SIGN_IN_PER_IP.standard();
    var limits = LimitSettings.lifted(Map.of(Limit.SIGN_IN_PER_IP, rule));
    try (var server = new TestServer(store, limits)) {
      String verification = server.create(server.sandbox(), "ada@example.org");
      String code = server.code(server.sandbox(), "ada@example.org");
      for (int i = 0; i < 10; i++) {
        server.answer(server.sandbox(), "00000000-0000-4000-8000-000000000000", "000000");
      }

      assertTooMany(server.answer(server.sandbox(), verification, code), 60);
      assertThat(server.count("session")).isZero();
    }
  }

  private static Reply create(TestServer server, String address) {
    return server.client(
        server.sandbox(), "POST", "/emailVerifications/create", Map.of("email", address));
  }

  private static void assertTooMany(Reply reply, long mostSeconds) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(429);
    assertThat(reply.code()).isEqualTo("too_many_requests");
    assertThat(Long.parseLong(reply.header("Retry-After").orElseThrow()))
        .isBetween(1L, mostSeconds);
  }
}
