package dev.countersign.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an operator may write, and the form in which it is kept.
class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, https://app.example.com",
    "https://app.example.com/, https://app.example.com",
    "HTTPS://App.Example.COM, https://app.example.com",
    "https://app.example.com:443, https://app.example.com",
    "http://app.example.com:80/, http://app.example.com",
    "http://app.example.com:443, http://app.example.com:443",
    "https://app.example.com:80, https://app.example.com:80",
    "http://localhost:5173, http://localhost:5173",
    "http://127.0.0.1:3000, http://127.0.0.1:3000",
    "http://[::1]:3000, http://[::1]:3000",
    "http://[2001:DB8::1], http://[2001:db8::1]",
    "https://my_app.example.com, https://my_app.example.com",
    "https://bücher.example, https://xn--bcher-kva.example",
    "https://BÜCHER.example, https://xn--bcher-kva.example",
    "https://例え.example, https://xn--r8jz45g.example",
    "https://xn--fa-hia.de, https://xn--fa-hia.de",
    "https://*.example.com, https://*.example.com",
    "https://my-app-*.vercel.app, https://my-app-*.vercel.app",
    "https://*.*.example.com:8443, https://*.*.example.com:8443",
    "http://*.localhost:3000, http://*.localhost:3000",
  })
  void isKeptInTheFormThatBrowsersSend(String written, String canonical) {
    assertThat(new Origin(written).value()).isEqualTo(canonical);
    assertThat(new Origin(canonical)).isEqualTo(new Origin(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "app.example.com",
        "//app.example.com",
        "https://",
        "https:///",
        "https:/a.b",
        "https://*",
        "http://*:3000",
        "https://*.com",
        "https://*example.com",
        "https://app.*",
        "https://app.*.com",
        "https://*.*",
        "https://app.example.*",
        "https://*.0.0.1",
        "*://app.example.com",
        "https*://app.example.com",
        "https://app.example.com:*",
        "https://app.example.com/path",
        "https://app.example.com//",
        "https://app.example.com/*",
        "https://app.example.com?x",
        "https://app.example.com#x",
        "https://app.example.com\\x",
        "https://user@app.example.com",
        "https://user:pw@app.example.com",
        "https://@a.example",
        "https://app.example.com.",
        "https://app..example.com",
        "https://.example.com",
        "https://app.example.com:",
        "https://app.example.com:0",
        "https://app.example.com:0443",
        "https://app.example.com:65536",
        "https://app.example.com:+80",
        "https://a.example:８０",
        "https://app.example.com:443:443",
        "https://app example.com",
        " https://a.example",
        "https://a.example ",
        "https://a.example\n",
        "https://a.example\u0000",
        "https://a%2eexample",
        "ftp://app.example.com",
        "javascript://app.example.com",
        "myapp://callback",
        "capacitor://localhost",
        "file:///",
        "https://1.2.3",
        "https://1.2.3.256",
        "https://01.2.3.4",
        "https://127.1",
        "https://[::1",
        "https://[::g]",
        "https://[fe80::1%25eth0]",
        "https://[]",
        "https://[::1]x",
        "https://::1",
        "https://faß.de",
        "https://füß.de",
        "https://ｅｘａｍｐｌｅ.com",
        "https://example。com",
        "https://b\u00fc*.example.com",
        "https://a\u200db.example",
      })
  void refusesWhatIsNoOrigin(String written) {
    var refusal = catchThrowableOfType(Refusal.class, () -> new Origin(written));

    assertThat(refusal).as(written).isNotNull();
    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_CORS_ORIGINS);
  }

  @Test
  void refusesALabelOrAHostThatIsTooLong() {
    String label = "a".repeat(63);

    assertThat(new Origin("https://" + label + ".example").value()).contains(label);
    assertThat(catchThrowableOfType(Refusal.class, () -> new Origin("https://a" + label + ".com")))
        .isNotNull();
    String host = (label + ".").repeat(4) + "com";
    assertThat(catchThrowableOfType(Refusal.class, () -> new Origin("https://" + host)))
        .isNotNull();
  }
}
