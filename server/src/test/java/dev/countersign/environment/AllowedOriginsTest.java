package dev.countersign.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllowedOriginsTest {
  @Test
  void letsASandboxBeUsedFromAnywhereWhileItsListIsEmpty() {
    var none = new AllowedOrigins(List.of(), Kind.SANDBOX);

    assertThat(none.allow("https://anything.example")).isTrue();
    assertThat(none.allow("null")).isTrue();
  }

  @Test
  void keepsALiveEnvironmentClosedWhileItsListIsEmpty() {
    assertThat(new AllowedOrigins(List.of(), Kind.LIVE).allow("https://a.example")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void allowsWhatIsOnTheListAndNothingElse(Kind kind) {
    var origins =
        List.of(new Origin("https://app.example.com"), new Origin("https://*.test.example.com"));
    var allowed = new AllowedOrigins(origins, kind);

    assertThat(allowed.allow("https://app.example.com")).isTrue();
    assertThat(allowed.allow("https://a.test.example.com")).isTrue();
    assertThat(allowed.allow("https://other.example.com")).isFalse();
    assertThat(allowed.allow("null")).isFalse();
    assertThat(allowed.allow("")).isFalse();
  }
}
