package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.everythingSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.base.Json;
import dev.countersign.environment.EnvironmentSettings.AuthStorage;
import dev.countersign.environment.EnvironmentSettings.Captcha;
import dev.countersign.environment.EnvironmentSettings.Email;
import dev.countersign.environment.EnvironmentSettings.General;
import dev.countersign.environment.EnvironmentSettings.ProfileField;
import dev.countersign.environment.EnvironmentSettings.Security;
import dev.countersign.environment.EnvironmentSettings.SessionLife;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentSettingsTest {
  private static final SessionLife LIFE = new SessionLife(Duration.ofDays(30), Duration.ofDays(30));

  @Test
  void startsWithTheseSettings() {
    var initial = EnvironmentSettings.initial();

    assertThat(initial.general())
        .isEqualTo(new General(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(initial.security())
        .isEqualTo(
            new Security(
                Duration.ofHours(2),
                LIFE,
                Set.of(AuthStorage.LOCALSTORAGE),
                false,
                false,
                false,
                Optional.empty()));
    assertThat(initial.email()).isEqualTo(new Email(true, false));
    assertThat(initial.collectIp()).isFalse();
    assertThat(initial.kyc())
        .hasSize(21)
        .filteredOn(ProfileField::enabled)
        .containsExactly(new ProfileField("email", Optional.of("E-mail"), true, false, true, true));
  }

  @Test
  void readsEverySettingThatTheServerActsOn() {
    var settings = everythingSet().settings();

    assertThat(settings.general())
        .isEqualTo(
            new General(
                Optional.of("Bücher & Söhne"),
                Optional.of("Bücher GmbH"),
                Optional.of("help@example.org")));
    assertThat(settings.security())
        .isEqualTo(
            new Security(
                Duration.ofMinutes(15),
                new SessionLife(Duration.ofHours(8), Duration.ofHours(20)),
                Set.of(AuthStorage.COOKIE),
                true,
                true,
                true,
                Optional.of(
                    new Captcha(
                        "cloudflareTurnstile",
                        "t-site",
                        "security.captcha.secretKey",
                        Optional.of("https://captcha.example.org/t")))));
    assertThat(settings.email()).isEqualTo(new Email(true, true));
    assertThat(settings.collectIp()).isTrue();
    assertThat(settings.kyc())
        .contains(new ProfileField("phoneNumber", Optional.of("Mobile"), true, true, true, true));
  }

  @Test
  void readsADocumentWithGaps() {
    var off = Json.object("{\"methods\":{\"email\":{\"enabled\":false}}}");

    assertThat(EnvironmentSettings.of(off).email()).isEqualTo(new Email(false, false));
    assertThat(EnvironmentSettings.of(off).security())
        .isEqualTo(EnvironmentSettings.initial().security());
  }

  @Test
  void countsDurationsInEachUnit() {
    assertThat(duration("{\"amount\":0.5,\"unit\":\"hours\"}")).hasMinutes(30);
    assertThat(duration("{\"amount\":90,\"unit\":\"minutes\"}")).hasMinutes(90);
    assertThat(duration("{\"amount\":30,\"unit\":\"days\"}")).hasDays(30);
  }

  @Test
  void existsOnlyWithinItsBounds() {
    var places = Set.of(AuthStorage.COOKIE);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Security(
                    Duration.ofSeconds(59), LIFE, places, false, false, false, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Security(
                    Duration.ofDays(30).plusMillis(1),
                    LIFE,
                    places,
                    false,
                    false,
                    false,
                    Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Security(
                    Duration.ofHours(1), LIFE, Set.of(), false, false, false, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionLife(Duration.ofSeconds(59), Duration.ofDays(30)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionLife(Duration.ofDays(30), Duration.ofDays(31)));
    assertThat(
            new Security(
                Duration.ofMinutes(1), LIFE, places, false, false, false, Optional.empty()))
        .isNotNull();
    assertThat(
            new Security(Duration.ofDays(30), LIFE, places, false, false, false, Optional.empty()))
        .isNotNull();
  }

  private static Duration duration(String wire) {
    return EnvironmentSettings.duration(Json.object(wire));
  }
}
