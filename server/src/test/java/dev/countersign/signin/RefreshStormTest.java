package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many tabs of many browsers refresh at once, answers are lost and come late: nobody is signed out.
/// And each token that was stolen on the way ends its session when it is used.
class RefreshStormTest {
  private static final int BROWSERS = 8;
  private static final int TABS = 6;
  private static final int ROUNDS = 8;
  private static final Duration TOKEN_LIFE = Duration.ofDays(1);

  /// What all tabs of one browser share, as they do a cookie.
  private static final class Browser {
    final String address;
    volatile String token;
    volatile String stolen = "";

    Browser(String address, String token) {
      this.address = address;
      this.token = token;
    }
  }

  @ParameterizedTest
  @EnumSource(Stores.class)
  void signsNobodyOutAndCatchesEveryReplay(Stores store) throws Exception {
    var random = new Random(20261121);
    var refused = new AtomicInteger();
    var refreshes = new AtomicInteger();
    try (var server = new TestServer(store)) {
      UUID sandbox = server.sandbox();
      lifeOfTokens(server);
      List<Browser> browsers =
          IntStream.range(0, BROWSERS)
              .mapToObj(n -> "tab" + n + "@example.org")
              .map(address -> new Browser(address, server.token(sandbox, address)))
              .toList();

      for (int round = 0; round < ROUNDS; round++) {
        // From a moment to hours: within the grace, at its edge and long after.
        server.clock.pass(Duration.ofSeconds(new long[] {1, 30, 61, 90, 700, 7000}[round % 6]));
        if (round == 3) browsers.forEach(browser -> browser.stolen = browser.token);
        try (var tabs = Executors.newVirtualThreadPerTaskExecutor()) {
          for (Browser browser : browsers) {
            for (int tab = 0; tab < TABS; tab++) {
              boolean lost = random.nextInt(3) == 0;
              int late = random.nextInt(40);
              Callable<Void> work =
                  () -> {
                    Thread.sleep(random.nextInt(20));
                    Reply reply = server.as(browser.token, sandbox, "POST", "/refresh");
                    refreshes.incrementAndGet();
                    if (reply.status() != 200) refused.incrementAndGet();
                    else if (!lost) {
                      Thread.sleep(late);
                      browser.token = reply.text("minifiedJwt");
                    }
                    return null;
                  };
              var _ = tabs.submit(work);
            }
            var _ = tabs.submit(() -> server.clock.pass(Duration.ofSeconds(1)));
          }
        }
        for (Browser browser : browsers) {
          if (session(server, browser.token) != 204) refused.incrementAndGet();
        }
      }
      assertThat(refreshes).hasValue(BROWSERS * TABS * ROUNDS);
      assertThat(refused).as("good users out").hasValue(0);

      replacedLongAgo(server, browsers);
      for (Browser browser : browsers) {
        assertThat(server.as(browser.stolen, sandbox, "POST", "/refresh").status()).isEqualTo(401);
        assertThat(session(server, browser.token)).as(browser.address).isEqualTo(401);
      }
      assertThat(replays(server)).isEqualTo(BROWSERS);
    }
  }

  /// Each browser goes on for a while, and its newest token has been seen.
  private static void replacedLongAgo(TestServer server, List<Browser> browsers) throws Exception {
    for (int i = 0; i < 2; i++) {
      server.clock.pass(Duration.ofMinutes(11));
      for (Browser browser : browsers) {
        Reply reply = server.as(browser.token, server.sandbox(), "POST", "/refresh");
        browser.token = reply.text("minifiedJwt");
        assertThat(session(server, browser.token)).isEqualTo(204);
      }
    }
  }

  private static void lifeOfTokens(TestServer server) {
    var duration = Map.of("amount", TOKEN_LIFE.toHours(), "unit", "hours");
    var settings = Map.of("security", Map.of("jwtDuration", duration));
    server.admin("PUT", "/environments/" + server.sandbox(), settings);
  }

  private static long replays(TestServer server) {
    String sql = "SELECT COUNT(*) FROM audit_event WHERE data LIKE '%token-replayed%'";
    return server.store().read(tx -> tx.count(sql));
  }

  private static int session(TestServer server, String token) {
    return server.as(token, server.sandbox(), "GET", "/session").status();
  }
}
