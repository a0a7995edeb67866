package dev.countersign.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Limits that two servers on one PostgreSQL count together.
@Timeout(180)
class SharedLimitsTest {
  @Test
  void countsEachAnswerToACode() throws Exception {
    try (var one = server(Limit.SIGN_IN_PER_IP, 4);
        var other = one.another()) {
      for (int i = 0; i < 2; i++) {
        assertThat(answer(one).status()).isEqualTo(422);
        assertThat(answer(other).status()).isEqualTo(422);
      }

      assertThat(answer(one).status()).isEqualTo(429);
      assertThat(answer(other).status()).isEqualTo(429);
      assertThat(one.count("limit_window WHERE name = 'sign_in_per_ip' AND used > 6")).isZero();
      one.clock.pass(Duration.ofMinutes(1));
      assertThat(answer(one).status()).isEqualTo(422);
    }
  }

  @Test
  void learnsOfBroadUseWithinASecondOrTwo() throws Exception {
    try (var one = server(Limit.CLIENT_MINUTE_PER_IP, 30);
        var other = one.another()) {
      for (int i = 0; i < 30; i++) assertThat(settings(one).status()).isEqualTo(200);
      assertThat(settings(one).status()).isEqualTo(429);

      for (int i = 0; i < 3; i++) assertThat(settings(other).status()).isEqualTo(200);
      Thread.sleep(2_500);

      assertThat(settings(other).status()).isEqualTo(429);
    }
  }

  @Test
  void saysNothingOfASubjectThatUsesLittle() throws Exception {
    try (var one = server(Limit.CLIENT_MINUTE_PER_IP, 30)) {
      settings(one);
      Thread.sleep(1_500);

      assertThat(one.count("limit_window")).isZero();
    }
  }

  private static TestServer server(Limit limit, int uses) {
    var rule = new LimitRule(uses, Duration.ofMinutes(1));
    return new TestServer(Stores.POSTGRESQL, LimitSettings.lifted(Map.of(limit, rule)));
  }

  private static Reply answer(TestServer server) {
    return server.answer(server.sandbox(), "00000000-0000-4000-8000-000000000000", "000000");
  }

  private static Reply settings(TestServer server) {
    return server.client(server.sandbox(), "GET", "/settings", null);
  }
}
