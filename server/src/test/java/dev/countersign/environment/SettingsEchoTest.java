package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.changed;
import static dev.countersign.environment.SettingsFixture.everythingSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.SettingsDocument.Urls;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Clients read all settings, change one and write all back: only that one may change.
class SettingsEchoTest {
  private static final Instant SINCE = Instant.parse("2026-11-01T08:00:00Z");

  private final SettingsDocument settings = everythingSet();

  @Test
  void changesNothingWhenTheWholeAnswerIsSentBack() {
    ObjectNode answer = ProjectSettings.forOperators(Kind.SANDBOX, settings, SINCE);

    var change = settings.merge(answer, Urls.HTTPS_ONLY);

    assertThat(settings.after(change)).isEqualTo(settings);
    assertThat(change.secrets()).isEmpty();
  }

  @Test
  void changesNothingWhenWhatAnyBrowserSeesIsSentBack() {
    ObjectNode answer = ProjectSettings.forClients(Kind.LIVE, settings, SINCE);

    assertThat(settings.after(settings.merge(answer, Urls.HTTPS_ONLY))).isEqualTo(settings);
  }

  @Test
  void changesOnlyTheTitleWhenAnOldClientReadsChangesAndWrites() {
    ObjectNode answer = ProjectSettings.forOperators(Kind.SANDBOX, settings, SINCE);
    answer.withObject("/sdk").remove("minApiVersion");
    answer.withObject("/sdk/waas").remove(List.of("iCloud", "exportDisabled", "offlineRecovery"));
    answer.withObject("/security/auth").remove("allowMultipleCredentialsForSignIn");
    answer
        .withObject("/security")
        .remove(List.of("captcha", "deviceRegistrationRequired", "environmentLocked"));
    answer.withObject("/security").remove("notifications");
    answer.withObject("/general").put("displayName", "New title");

    ObjectNode expected = settings.document().deepCopy();
    expected.withObject("/general").put("displayName", "New title");
    assertThat(settings.merge(answer, Urls.HTTPS_ONLY).document()).isEqualTo(expected);
  }

  @Test
  void ignoresWhatHasRoutesOfItsOwnAndWhatItDoesNotKnow() {
    SettingsDocument after =
        changed(
            settings,
            """
            {"environmentName": "live", "providers": 7, "exchanges": null, "networks": [{}],
             "checkouts": "x", "methods": {"email": {"enabled": false}}, "later": {"on": true},
             "sdk": {"later": true}, "customFields": [{"name": "shoeSize", "enabled": 3}]}
            """);

    assertThat(after).isEqualTo(settings);
  }
}
