package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.changed;
import static dev.countersign.environment.SettingsFixture.everySetting;
import static dev.countersign.environment.SettingsFixture.everythingSet;
import static dev.countersign.environment.SettingsFixture.merge;
import static dev.countersign.environment.SettingsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Problem;
import dev.countersign.environment.SettingsDocument.Urls;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Secrets go in and never come out.
class SettingsSecretsTest {
  private static final String[] SECRETS = {
    "icloud-api-token", "hcaptcha-secret", "turnstile-secret"
  };

  private final SettingsDocument settings = everythingSet();

  @Test
  void keepsASecretApartFromTheDocument() {
    var change = SettingsDocument.initial().merge(everySetting(), Urls.HTTPS_ONLY);

    assertThat(change.secrets())
        .containsEntry("security.hCaptcha.secretKey", Optional.of("hcaptcha-secret"))
        .containsEntry("security.captcha.secretKey", Optional.of("turnstile-secret"))
        .containsEntry("sdk.waas.iCloud.apiToken", Optional.of("icloud-api-token"))
        .hasSize(3);
    assertThat(change.document().toString()).doesNotContain(SECRETS);
    assertThat(change.toString()).doesNotContain(SECRETS).contains("security.captcha.secretKey");
  }

  @Test
  void showsNoSecretToAnyone() {
    var since = Instant.parse("2026-11-01T08:00:00Z");

    assertThat(ProjectSettings.forClients(Kind.LIVE, settings, since).toString())
        .doesNotContain(SECRETS)
        .doesNotContain("secretKey", "apiToken");
    assertThat(ProjectSettings.forOperators(Kind.LIVE, settings, since).toString())
        .doesNotContain(SECRETS)
        .doesNotContain("secretKey", "apiToken");
  }

  @Test
  void keepsTheStoredSecretWhenNoneOrAnEmptyOneIsSent() {
    assertThat(merge(settings, captcha("\"siteKey\":\"other\"")).secrets()).isEmpty();
    assertThat(merge(settings, captcha("\"secretKey\":\"\"")).secrets()).isEmpty();
  }

  @Test
  void removesASecretOnNull() {
    String change = captcha("\"enabled\":false,\"secretKey\":null");

    assertThat(merge(settings, change).secrets())
        .isEqualTo(Map.of("security.captcha.secretKey", Optional.empty()));
    assertThat(changed(settings, change).secrets())
        .doesNotContain("security.captcha.secretKey")
        .contains("security.hCaptcha.secretKey");
  }

  @Test
  void refusesACaptchaThatIsOnWithoutBothKeys() {
    assertIncomplete(settings, captcha("\"secretKey\":null"), "security.captcha.secretKey");
    assertIncomplete(settings, captcha("\"siteKey\":null"), "security.captcha.siteKey");
    assertIncomplete(
        SettingsDocument.initial(),
        captcha("\"enabled\":true,\"siteKey\":\"s\""),
        "security.captcha.secretKey");
    assertIncomplete(
        SettingsDocument.initial(),
        "{\"security\":{\"hCaptcha\":{\"enabled\":true,\"secretKey\":\"s\"}}}",
        "security.hCaptcha.siteKey");
    assertThat(settings).isEqualTo(everythingSet());
  }

  @Test
  void takesACaptchaWhoseSecretIsStored() {
    SettingsDocument off = changed(settings, captcha("\"enabled\":false"));

    assertThat(changed(off, captcha("\"enabled\":true"))).isEqualTo(settings);
  }

  @Test
  void refusesASecretThatIsNoText() {
    var refusal = refusal(settings, captcha("\"secretKey\":42"));

    assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", "security.captcha.secretKey"));
  }

  @Test
  void refusesASecretThatCannotBeWritten() {
    var refusal = refusal(settings, captcha("\"secretKey\":\"a\\ud800\""));

    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_UPDATE);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", "security.captcha.secretKey"));
  }

  @Test
  void namesNoValueInARefusal() {
    var refusal = refusal(settings, captcha("\"secretKey\":\"" + "s3cret".repeat(200) + "\""));

    assertThat(refusal.payload()).isEqualTo(Map.of("field", "security.captcha.secretKey"));
    assertThat(refusal).hasMessageNotContaining("s3cret");
  }

  @Test
  void knowsWhichSecretsAreStored() {
    assertThat(new SettingsDocument(settings.document(), Set.of()).secrets()).isEmpty();
    assertThat(settings.secrets()).hasSize(3);
  }

  private static String captcha(String members) {
    return "{\"security\":{\"captcha\":{" + members + "}}}";
  }

  private static void assertIncomplete(SettingsDocument settings, String change, String field) {
    var refusal = refusal(settings, change);
    assertThat(refusal).as(change).isNotNull();
    assertThat(refusal.problem()).isEqualTo(Problem.CAPTCHA_SETTINGS_INCOMPLETE_KEY_PAIR);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", field));
  }
}
