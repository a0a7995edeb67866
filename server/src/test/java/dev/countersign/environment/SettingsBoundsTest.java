package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.everythingSet;
import static dev.countersign.environment.SettingsFixture.merge;
import static dev.countersign.environment.SettingsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.environment.SettingsDocument.Urls;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every bound, just inside and just outside.
class SettingsBoundsTest {

  /// A value for a field, and the change that brings it: the template's `"?"` stands for it.
  record Attempt(String field, String value, String change) {}

  @ParameterizedTest
  @MethodSource("inside")
  void takesWhatIsInside(Attempt attempt) {
    assertThatCode(() -> merge(everythingSet(), attempt.change())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("outside")
  void refusesWhatIsOutsideByName(Attempt attempt) {
    SettingsDocument settings = everythingSet();

    var refusal = refusal(settings, attempt.change());

    assertThat(refusal).isNotNull();
    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_UPDATE);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", attempt.field()));
    assertThat(settings).isEqualTo(everythingSet());
  }

  @Test
  void takesANumberTooLargeToReadForOneOutOfBounds() {
    var refusal = refusal(everythingSet(), "{\"security\":{\"jwtDuration\":{\"amount\":1e999}}}");

    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_UPDATE);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", "security.jwtDuration.amount"));
  }

  @Test
  void takes255SignsOfTextAndNoMore() {
    String longest = "{\"general\":{\"supportText\":\"" + "x".repeat(255);

    assertThatCode(() -> merge(everythingSet(), longest + "\"}}")).doesNotThrowAnyException();
    assertThat(refusal(everythingSet(), longest + "x\"}}").payload())
        .isEqualTo(Map.of("field", "general.supportText"));
  }

  @Test
  void takesPlainHttpOnLoopbackOnlyWhereTheOperatorAllowsIt() {
    String change = "{\"security\":{\"externalAuth\":{\"jwksUrl\":\"http://localhost:9/keys\"}}}";

    assertThat(refusal(everythingSet(), change).payload())
        .containsEntry("field", "security.externalAuth.jwksUrl");
    assertThatCode(() -> everythingSet().merge(Json.object(change), Urls.LOOPBACK_TOO))
        .doesNotThrowAnyException();
  }

  @Test
  void holdsAtMost64Chains() {
    var chains = Json.object();
    var list = chains.putArray("chains");
    for (int i = 0; i < SettingsSchema.MAX_CHAINS; i++)
      list.addObject().put("name", "chain " + i).put("enabled", true);
    var initial = SettingsDocument.initial();
    var full = initial.after(initial.merge(chains, Urls.HTTPS_ONLY));

    var refusal = refusal(full, "{\"chains\":[{\"name\":\"one more\",\"enabled\":true}]}");

    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_UPDATE);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", "chains"));
  }

  static Stream<Attempt> inside() {
    return attempts("inside");
  }

  static Stream<Attempt> outside() {
    return attempts("outside");
  }

  private static Stream<Attempt> attempts(String side) {
    return SettingsFixture.bounds().stream()
        .flatMap(bound -> bound.path(side).values().stream().map(value -> attempt(bound, value)));
  }

  private static Attempt attempt(JsonNode bound, JsonNode value) {
    String field = bound.path("field").stringValue();
    String template = bound.has("change") ? bound.path("change").toString() : nested(field);
    return new Attempt(field, value.toString(), template.replace("\"?\"", value.toString()));
  }

  private static String nested(String path) {
    String json = "\"?\"";
    for (String name : List.of(path.split("\\.", -1)).reversed())
      json = "{\"" + name + "\":" + json + "}";
    return json;
  }
}
