package dev.countersign.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Firefox on Linux | Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0",
        "Chrome on Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/147.0 Safari/537.36",
        "Edge on Windows | Mozilla/5.0 (Windows NT 10.0) Chrome/147.0 Safari/537.36 Edg/147.0",
        "Safari on a Mac | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26 Safari/605.1",
        "Safari on an iPhone | Mozilla/5.0 (iPhone; CPU iPhone OS 26 like Mac OS X) Safari/604.1",
        "Chrome on Android | Mozilla/5.0 (Linux; Android 16) Chrome/147.0 Mobile Safari/537.36",
        "an app on Android | Dalvik/2.1.0 (Linux; U; Android 16)",
        "Firefox | Firefox/1",
        "an app or a browser of unknown kind | curl/8.14",
        "an app or a browser of unknown kind | Win $1000 at evil.example",
      })
  void tellsTheBrowserAndTheSystem(String name, String userAgent) {
    assertThat(DeviceName.of(userAgent)).isEqualTo(name);
  }

  @Test
  void hasWordsForNone() {
    assertThat(DeviceName.of(null)).isEqualTo("an app or a browser of unknown kind");
  }
}
