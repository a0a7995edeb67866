package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.changed;
import static dev.countersign.environment.SettingsFixture.everythingSet;
import static dev.countersign.environment.SettingsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One bad value refuses the whole change, and is named.
class SettingsRefusalTest {
  private final SettingsDocument settings = everythingSet();

  @Test
  void refusesTheWholeChangeForOneBadValue() {
    String change = "{\"general\":{\"displayName\":\"T\"},\"privacy\":{\"collectIp\":\"yes\"}}";

    var refusal = refusal(settings, change);

    assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", "privacy.collectIp"));
    assertThat(settings).isEqualTo(everythingSet());
  }

  @Test
  void refusesAnItemWithoutItsKeyOrWhatANewOneNeeds() {
    assertField("{\"chains\":[{\"enabled\":true}]}", "chains[0].name");
    assertField("{\"chains\":[{\"name\":\"sui\"}]}", "chains[0].enabled");
    assertField("{\"chains\":[{\"name\":null,\"enabled\":true}]}", "chains[0].name");
    assertField("{\"chains\":[7]}", "chains[0]");
    assertField("{\"chains\":{}}", "chains");
    assertField(
        "{\"sdk\":{\"views\":[{\"type\":\"login\",\"sections\":[{}]}]}}",
        "sdk.views[0].sections[0].type");
    assertField("{\"sdk\":null}", "sdk");
  }

  @Test
  void refusesAForeignIssuerThatIsOnWithoutIssuerOrKeys() {
    String off = "{\"security\":{\"externalAuth\":{\"enabled\":false}}}";
    SettingsDocument empty =
        changed(
            changed(settings, off),
            "{\"security\":{\"externalAuth\":{\"iss\":null,\"jwksUrl\":null}}}");

    var refusal = refusal(empty, "{\"security\":{\"externalAuth\":{\"enabled\":true}}}");

    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_UPDATE);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", "security.externalAuth.iss"));
    String keyless = "{\"security\":{\"externalAuth\":{\"jwksUrl\":null,\"publicKeys\":null}}}";
    assertThat(refusal(settings, keyless).payload())
        .isEqualTo(Map.of("field", "security.externalAuth.jwksUrl"));
  }

  @Test
  void refusesAFurtherIssuerWithoutKeysOrNameOrThatIsThereTwice() {
    String[][] wrong = {
      {"{\"iss\":\"https://third.example.org\"}", "issuers[0].jwksUrl"},
      {"{\"jwksUrl\":\"https://third.example.org\"}", "issuers[0].iss"},
      {
        "{\"iss\":\"https://issuer.example.org\",\"jwksUrl\":\"https://a.example\"}",
        "issuers[0].iss"
      },
      {
        "{\"iss\":\"a\",\"jwksUrl\":\"https://a.example\"},"
            + "{\"iss\":\"a\",\"jwksUrl\":\"https://b.example\"}",
        "issuers[1].iss"
      }
    };
    for (String[] row : wrong) {
      String change = "{\"security\":{\"externalAuth\":{\"issuers\":[" + row[0] + "]}}}";

      assertThat(refusal(settings, change).payload())
          .as(row[0])
          .isEqualTo(Map.of("field", "security.externalAuth." + row[1]));
    }
  }

  @Test
  void holdsALimitOverTwoMembersThatComeApart() {
    var refusal =
        refusal(settings, "{\"security\":{\"jwtDuration\":{\"unit\":\"days\",\"amount\":45}}}");

    assertThat(refusal.payload()).isEqualTo(Map.of("field", "security.jwtDuration.amount"));
    assertThat(
            changed(settings, "{\"security\":{\"jwtDuration\":{\"unit\":\"hours\"}}}")
                .settings()
                .security()
                .jwtDuration())
        .hasHours(15);
  }

  @Test
  void refusesTooManyLinksAndOneWithoutAName() {
    var links = Json.object();
    var urls = links.putObject("general").putObject("supportUrls");
    for (int i = 0; i <= 32; i++) urls.put("link " + i, "https://example.org/" + i);

    String unnamed = "{\"general\":{\"supportUrls\":{\" \":\"https://example.org\"}}}";

    assertThat(refusal(settings, Json.text(links)).payload())
        .isEqualTo(Map.of("field", "general.supportUrls"));
    assertThat(refusal(settings, unnamed).payload())
        .isEqualTo(Map.of("field", "general.supportUrls"));
  }

  private void assertField(String change, String field) {
    var refusal = refusal(settings, change);
    assertThat(refusal).as(change).isNotNull();
    assertThat(refusal.problem()).as(change).isEqualTo(Problem.BAD_REQUEST);
    assertThat(refusal.payload()).isEqualTo(Map.of("field", field));
  }
}
