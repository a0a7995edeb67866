package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.everythingSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the SDKs' parsers demand, and what they must not be shown.
class ProjectSettingsTest {
  private static final Instant SINCE = Instant.parse("2026-11-01T08:00:00Z");

  static List<ObjectNode> views() {
    SettingsDocument initial = SettingsDocument.initial();
    return List.of(
        ProjectSettings.forClients(Kind.SANDBOX, initial, SINCE),
        ProjectSettings.forClients(Kind.LIVE, everythingSet(), SINCE),
        ProjectSettings.forOperators(Kind.SANDBOX, initial, SINCE),
        ProjectSettings.forOperators(Kind.LIVE, everythingSet(), SINCE));
  }

  @ParameterizedTest
  @MethodSource("views")
  void holdsEveryObjectAndArrayThatAParserReadsUnguarded(ObjectNode view) {
    for (String object : List.of("design", "general", "privacy", "sdk", "security"))
      assertThat(view.path(object).isObject()).as(object).isTrue();
    for (String array : List.of("chains", "kyc", "providers", "exchanges", "networks"))
      assertThat(view.path(array).isArray()).as(array).isTrue();
    assertThat(view.at("/design/modal").isObject()).isTrue();
    assertThat(view.at("/security/auth/storage").isArray()).isTrue();
    if (view.path("sdk").has("waas"))
      assertThat(view.at("/sdk/waas/backupOptions").isArray()).isTrue();
    if (view.path("sdk").has("funding"))
      assertThat(view.at("/sdk/funding/onramps").isArray()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("views")
  void neverAnswersNull(ObjectNode view) {
    assertThat(view.toString()).doesNotContain("null");
  }

  @ParameterizedTest
  @MethodSource("views")
  void keepsWhatIsOnlyOurs(ObjectNode view) {
    assertThat(view.has("methods")).isFalse();
  }

  @Test
  void namesTheEnvironment() {
    assertThat(views().get(0).path("environmentName").stringValue()).isEqualTo("sandbox");
    assertThat(views().get(1).path("environmentName").stringValue()).isEqualTo("live");
  }

  @Test
  void offersEmailSignInWhileItIsOn() {
    JsonNode provider = views().get(0).path("providers").get(0);

    assertThat(provider.path("provider").stringValue()).isEqualTo("dynamic");
    assertThat(provider.path("enabledAt").stringValue()).isEqualTo("2026-11-01T08:00:00Z");
  }

  @Test
  void offersNoEmailSignInWhenItIsOff() {
    ObjectNode document = SettingsDocument.initial().document().deepCopy();
    document.withObject("/methods/email").put("enabled", false);
    var off = new SettingsDocument(document, Set.of());

    assertThat(ProjectSettings.forClients(Kind.LIVE, off, SINCE).path("providers").isEmpty())
        .isTrue();
  }

  @Test
  void showsTheOperatorsEndpointsToTheOperatorAlone() {
    ObjectNode clients = views().get(1);
    ObjectNode operators = views().get(3);

    assertThat(operators.at("/chains/0/networks/0/rpcUrl").stringValue()).contains("0123");
    assertThat(operators.at("/sdk/waas/delegatedAccessEndpoint").isString()).isTrue();
    assertThat(clients.toString()).doesNotContain("rpcUrl", "0123", "delegatedAccessEndpoint");
    assertThat(clients.at("/chains/0/networks/0/chainName").stringValue()).isEqualTo("Sepolia");
  }

  @Test
  void leavesTheCaptchaOutUntilItIsSetSoThatHCaptchaIsFound() {
    assertThat(views().get(0).path("security").has("captcha")).isFalse();
    assertThat(views().get(0).at("/security/hCaptcha/enabled").isBoolean()).isTrue();
  }
}
