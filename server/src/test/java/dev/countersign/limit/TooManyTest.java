package dev.countersign.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every limit answers alike: 429, a time to wait, and a body that the clients can read.
class TooManyTest {
  @ParameterizedTest
  @EnumSource(Stores.class)
  void saysWhenToComeBackAndWhy(Stores store) {
    for (Limit limit : Limit.values()) {
      // What follows on too many wrong codes is decision 0010, and no 429.
      if (limit == Limit.WRONG_CODES_PER_ADDRESS) continue;
      // These have a code of their own, and a test: TotpTest.
      if (limit.name().startsWith("WRONG_FACTORS")) continue;
      // Beyond this one no mail is sent, and the answer is the same: NewDeviceTest.
      if (limit == Limit.DEVICE_LINKS_PER_USER) continue;
      var rules = new EnumMap<Limit, LimitRule>(Limit.class);
      rules.put(limit, new LimitRule(1, Duration.ofSeconds(100)));
      try (var server = new TestServer(store, LimitSettings.lifted(rules))) {
        assertThat(ask(server, limit).status()).as(limit.name()).isNotEqualTo(429);

        Reply second = ask(server, limit);

        assertThat(second.status()).as(limit.name()).isEqualTo(429);
        assertThat(second.header("Retry-After").map(Long::valueOf).orElseThrow())
            .isBetween(1L, 100L);
        assertThat(second.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(second.body().path("error").isString()).isTrue();
        assertThat(second.body().path("code").asString()).isEqualTo("too_many_requests");
      }
    }
  }

  private static Reply ask(TestServer server, Limit limit) {
    var sandbox = server.sandbox();
    return switch (limit) {
      case CLIENT_BURST_PER_IP,
          CLIENT_MINUTE_PER_IP,
          CLIENT_FIVE_MINUTES_PER_IP,
          CLIENT_PER_ENVIRONMENT ->
          server.client(sandbox, "GET", "/settings", null);
      case NONCE_PER_IP -> server.client(sandbox, "GET", "/nonces?count=5", null);
      case CONNECT_PER_IP -> server.client(sandbox, "POST", "/connect", Map.of());
      case PASSKEY_START_PER_IP -> server.client(sandbox, "GET", "/users/passkeys/signin", null);
      case SOCIAL_START_PER_IP ->
          server.client(
              sandbox, "POST", "/providers/google/initAuth", Map.of("state", "0123456789abcdef"));
      case FACTOR_PER_IP ->
          server.client(sandbox, "POST", "/users/mfa/auth/totp", Map.of("code", "000000"));
      case SIGN_IN_PER_IP,
          WRONG_CODES_PER_ADDRESS,
          DEVICE_LINKS_PER_USER,
          WRONG_FACTORS_PER_USER,
          WRONG_FACTORS_PER_USER_AND_DAY ->
          server.answer(sandbox, "00000000-0000-4000-8000-000000000000", "000000");
      case CODE_SEND_PER_IP, CODE_SEND_PER_ADDRESS ->
          server.client(
              sandbox, "POST", "/emailVerifications/create", Map.of("email", "ada@example.org"));
      case TEXTS_PER_PREFIX, TEXTS_PER_ENVIRONMENT -> {
        server.enableTexts(sandbox);
        yield server.client(
            sandbox,
            "POST",
            "/smsVerifications/create",
            Map.of("phoneCountryCode", "1", "phoneNumber", "4155552671", "isoCountryCode", "US"));
      }
      case ADMIN_PER_IP, ADMIN_PER_ENVIRONMENT ->
          server.admin("GET", "/environments/" + sandbox, null);
    };
  }
}
