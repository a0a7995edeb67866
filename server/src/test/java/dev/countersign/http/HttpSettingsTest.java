package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Every default, and no value without a bound.
class HttpSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void hasTheseDefaults() {
    assertThat(HttpSettings.of("localhost", 0))
        .isEqualTo(
            new HttpSettings(
                "localhost",
                0,
                65_536,
                false,
                Level.DEBUG,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Proxies.NONE));
  }

  @Test
  void refusesWhatHasNoBound() {
    assertRefused(-1, 1, SECOND, SECOND);
    assertRefused(65_536, 1, SECOND, SECOND);
    assertRefused(0, 0, SECOND, SECOND);
    assertRefused(0, 1 << 25, SECOND, SECOND);
    assertRefused(0, 1, Duration.ZERO, SECOND);
    assertRefused(0, 1, SECOND, Duration.ofHours(1));
  }

  private static void assertRefused(int port, int body, Duration idle, Duration arrival) {
    assertThatThrownBy(
            () -> new HttpSettings("h", port, body, false, Level.INFO, idle, arrival, Proxies.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
