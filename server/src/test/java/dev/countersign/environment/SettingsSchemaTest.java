package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.everySetting;
import static dev.countersign.environment.SettingsFixture.everythingSet;
import static dev.countersign.environment.SettingsFixture.initialSettings;
import static dev.countersign.environment.SettingsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.environment.Field.Trait;
import dev.countersign.environment.SchemaLeaves.Leaf;
import dev.countersign.environment.Shape.Audience;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// No setting can be added to the schema without a start value and a changed value in these tests.
class SettingsSchemaTest {
  private static final Map<String, String> TEXTS_OF_SECRETS =
      Map.of(
          "sdk.waas.iCloud.apiToken", "icloud-api-token",
          "security.hCaptcha.secretKey", "hcaptcha-secret",
          "security.captcha.secretKey", "turnstile-secret");

  @Test
  void startsWithTheseSettings() {
    assertThat(SettingsDocument.initial().document()).isEqualTo(initialSettings());
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void hasAChangedValueForEverySettingInTheTests(Leaf leaf) {
    JsonNode start = leaf.in(initialSettings());
    JsonNode changed = leaf.in(everySetting());

    assertThat(changed.isMissingNode()).as(leaf.path()).isFalse();
    assertThat(changed).as(leaf.path()).isNotEqualTo(start);
  }

  @Test
  void keepsEverySettingThatIsChanged() {
    ObjectNode shown = SettingsSchema.ROOT.shownTo(Audience.OPERATOR, everythingSet().document());

    ObjectNode expected = everySetting();
    expected.putArray("customFields");
    expected.withObject("/sdk/waas/iCloud").remove("apiToken");
    expected.withObject("/security/hCaptcha").remove("secretKey");
    expected.withObject("/security/captcha").remove("secretKey");
    assertThat(shown.without("kyc")).isEqualTo(expected.without("kyc"));
    assertThat(everythingSet().secrets())
        .containsExactlyInAnyOrderElementsOf(TEXTS_OF_SECRETS.keySet());
  }

  @Test
  void keepsEverySettingOfAStandardField() {
    JsonNode phone = everythingSet().document().path("kyc").get(4);

    assertThat(((ObjectNode) phone).without("type")).isEqualTo(everySetting().path("kyc").get(0));
  }

  @Test
  void readsBackWhatIsStored() {
    ObjectNode document = everythingSet().document();

    ObjectNode stored = Json.object(Json.text(document));

    assertThat(new SettingsDocument(stored, everythingSet().secrets())).isEqualTo(everythingSet());
  }

  @Test
  void dropsWhatThisReleaseDoesNotKnow() {
    ObjectNode stored = SettingsDocument.initial().document().deepCopy();
    stored.putObject("ofALaterRelease").put("on", true);
    stored.withObject("/sdk").put("ofALaterRelease", true);

    assertThat(new SettingsDocument(stored, Set.of()).document()).isEqualTo(initialSettings());
  }

  @Test
  void addsAStandardFieldThatAnOlderReleaseDidNotHave() {
    ObjectNode stored = everythingSet().document().deepCopy();
    stored.withArray("/kyc").remove(0);

    assertThat(new SettingsDocument(stored, Set.of()).document())
        .isEqualTo(everythingSet().document());
  }

  @ParameterizedTest
  @MethodSource("membersOfObjects")
  void refusesAWrongTypeByName(Leaf leaf) {
    String wrong = leaf.field().shape() instanceof Shape.Texts ? "[]" : "{}";

    var refusal = refusal(everythingSet(), leaf.changeTo(wrong));

    assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", leaf.path()));
    assertThat(refusal).hasMessageContaining(leaf.path());
  }

  @ParameterizedTest
  @MethodSource("membersOfObjects")
  void clearsWithNullWhatMayBeCleared(Leaf leaf) {
    SettingsDocument settings = everythingSet();
    String change = leaf.changeTo("null");

    if (leaf.field().is(Trait.NULLABLE)) {
      // A foreign issuer or captcha that is on needs its values.
      SettingsDocument off = SettingsFixture.changed(settings, SWITCHED_OFF);
      SettingsDocument cleared = SettingsFixture.changed(off, change);
      assertThat(leaf.in(cleared.document()).isMissingNode()).isTrue();
    } else {
      assertThat(refusal(settings, change).payload()).isEqualTo(Map.of("field", leaf.path()));
    }
  }

  private static final String SWITCHED_OFF =
      """
      {"security": {"externalAuth": {"enabled": false}, "hCaptcha": {"enabled": false},
                    "captcha": {"enabled": false}}}
      """;

  static Stream<Leaf> leaves() {
    return SchemaLeaves.all();
  }

  static Stream<Leaf> membersOfObjects() {
    return SchemaLeaves.membersOfObjects();
  }
}
