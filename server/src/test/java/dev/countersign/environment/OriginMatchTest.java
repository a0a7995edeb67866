package dev.countersign.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which requests an allowed origin lets in, and which tricks it does not fall for.
class OriginMatchTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com.evil.org",
        "https://evil.org/app.example.com",
        "https://app.example.com@evil.org",
        "https://evil.org@app.example.com",
        "https://app.example.com:443",
        "https://app.example.com:444",
        "https://app.example.com:443@evil.org",
        "https://app.example.com.",
        "https://app.example.com/",
        "https://xapp.example.com",
        "https://app.example.comx",
        "https://app-example.com",
        "https://example.com",
        "https://sub.app.example.com",
        "http://app.example.com",
        "HTTPS://APP.EXAMPLE.COM",
        "https://app.example.com\u0000.evil.org",
        "https://app.example.com ",
        "null",
        "",
        "https://evil.org?https://app.example.com",
        "https://evil.org#https://app.example.com",
      })
  void matchesNoOtherOrigin(String request) {
    assertThat(new Origin("https://app.example.com").matches(request)).isFalse();
  }

  @Test
  void matchesItself() {
    assertThat(new Origin("https://APP.example.com:443/").matches("https://app.example.com"))
        .isTrue();
    assertThat(new Origin("http://localhost:5173").matches("http://localhost:5173")).isTrue();
    assertThat(new Origin("http://localhost:5173").matches("http://localhost:5174")).isFalse();
    assertThat(new Origin("https://bücher.example").matches("https://xn--bcher-kva.example"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://*.example.com, https://app.example.com",
    "https://*.example.com, https://a.b.example.com",
    "https://my-app-*.vercel.app, https://my-app-git-main-team.vercel.app",
    "https://my-app-*.vercel.app, https://my-app-.vercel.app",
    "https://my-app*.vercel.app, https://my-app.vercel.app",
    "https://*-preview.*.example.com, https://x-preview.eu.example.com",
    "https://*a*.example.com, https://banana.example.com",
    "https://*.a.b.example.com, https://a.b.a.b.example.com",
    "https://*.example.com:8443, https://app.example.com:8443",
    "http://*.localhost:3000, http://tenant.localhost:3000",
  })
  void letsAStarStandForAnythingInAHost(String pattern, String request) {
    assertThat(new Origin(pattern).matches(request)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://*.example.com, https://example.com",
    "https://*.example.com, https://.example.com",
    "https://*.example.com, https://a..example.com",
    "https://*.example.com, https://evilexample.com",
    "https://*.example.com, https://example.com.evil.org",
    "https://*.example.com, https://app.example.com.evil.org",
    "https://*.example.com, https://evil.org/.example.com",
    "https://*.example.com, https://evil.org/x.example.com",
    "https://*.example.com, https://evil.org?.example.com",
    "https://*.example.com, https://evil.org#.example.com",
    "https://*.example.com, https://evil.org@x.example.com",
    "https://*.example.com, https://evil.org:443.example.com",
    "https://*.example.com, https://evil.org\\.example.com",
    "https://*.example.com, https://APP.example.com",
    "https://*.example.com, https://app.example.com.",
    "https://*.example.com, https://app.example.com:444",
    "https://*.example.com, https://app.example.com:443",
    "https://*.example.com, http://app.example.com",
    "https://*.example.com, https://bücher.example.com",
    "https://*.example.com:8443, https://app.example.com",
    "https://*.example.com:8443, https://app.example.com:84430",
    "https://my-app-*.vercel.app, https://my-app.vercel.app",
    "https://my-app-*.vercel.app, https://evil-my-app-x.vercel.app",
    "https://my-app-*.vercel.app, https://my-app-x.vercel.app.evil.org",
    "https://*ab*ba.example.com, https://aba.example.com",
    "https://aa*aa.example.com, https://aa.example.com",
    "https://*-x-*.example.com, https://evil.org/-x-y.example.com",
    "https://*-x-*.example.com, https://evil.org?-x-y.example.com",
    "https://*-a-*-b.example.com, https://x-b-x-a.example.com",
  })
  void keepsAStarWithinTheHostAndTheNameAfterIt(String pattern, String request) {
    assertThat(new Origin(pattern).matches(request)).isFalse();
  }

  @Test
  @Timeout(5)
  void comparesInLinearTime() {
    var pattern = new Origin("https://" + "*a".repeat(30) + "*.b.example.com");
    String request = "https://" + "a".repeat(250) + ".c.example.com";

    long before = System.nanoTime();
    for (int i = 0; i < 10_000; i++) assertThat(pattern.matches(request)).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    assertThat(pattern.matches("https://" + "a".repeat(1_000_000) + ".b.example.com")).isFalse();
  }
}
