package dev.countersign.environment;

import static dev.countersign.environment.SettingsFixture.changed;
import static dev.countersign.environment.SettingsFixture.everythingSet;
import static dev.countersign.environment.SettingsFixture.merge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a change keeps, what it adds and what it replaces.
class SettingsMergeTest {
  private final SettingsDocument settings = everythingSet();

  @Test
  void keepsChainsAndFieldsWhenEmptyArraysAreSent() {
    var change = merge(settings, "{\"chains\":[],\"kyc\":[],\"general\":{\"displayName\":\"T\"}}");

    assertThat(change.document().path("chains")).isEqualTo(settings.document().path("chains"));
    assertThat(change.document().path("kyc")).isEqualTo(settings.document().path("kyc"));
  }

  @Test
  void changesTheItemThatIsListedAndKeepsTheOthers() {
    SettingsDocument after =
        changed(
            settings,
            """
            {"chains": [
              {"name": "solana", "enabled": true},
              {"name": "evm", "enabled": false, "networks": [
                {"networkId": 1.0, "chainName": "Ethereum", "enabled": true},
                {"networkId": 11155111.0, "enabled": false}]}]}
            """);

    JsonNode chains = after.document().path("chains");
    assertThat(chains.get(0).path("enabled").booleanValue()).isFalse();
    assertThat(chains.at("/0/networks/0/enabled").booleanValue()).isFalse();
    assertThat(chains.at("/0/networks/0/chainName").stringValue()).isEqualTo("Sepolia");
    assertThat(chains.at("/0/networks/1/networkId").intValue()).isEqualTo(1);
    assertThat(chains.at("/0/networks").size()).isEqualTo(2);
    assertThat(chains.at("/1/name").stringValue()).isEqualTo("solana");
    assertThat(chains.at("/1/networks").isArray()).isTrue();
  }

  @Test
  void replacesArraysOfPlainValuesAndNamedLinks() {
    SettingsDocument after =
        changed(
            settings,
            """
            {"design": {"modal": {"displayOrder": ["social"]}},
             "general": {"supportUrls": {"help": "https://help.example.org"}},
             "sdk": {"disabledWalletConnectors": [], "views": [{"type": "login", "sections":
               [{"type": "email"}]}]}}
            """);

    JsonNode document = after.document();
    assertThat(document.at("/design/modal/displayOrder").toString()).isEqualTo("[\"social\"]");
    assertThat(document.at("/general/supportUrls").size()).isEqualTo(1);
    assertThat(document.at("/sdk/disabledWalletConnectors").isEmpty()).isTrue();
    assertThat(document.at("/sdk/views").toString())
        .isEqualTo("[{\"type\":\"login\",\"sections\":[{\"type\":\"email\"}]}]");
  }

  @Test
  void givesAPartThatIsSetForTheFirstTimeTheArraysThatClientsNeed() {
    SettingsDocument after =
        changed(
            SettingsDocument.initial(),
            """
            {"sdk": {"waas": {"passcodeRequired": true}, "funding": {}}}
            """);

    assertThat(after.document().at("/sdk/waas/backupOptions").isArray()).isTrue();
    assertThat(after.document().at("/sdk/funding/onramps").isArray()).isTrue();
  }

  @Test
  void takesAnEmptiedTextForNull() {
    SettingsDocument after = changed(settings, "{\"general\":{\"supportEmail\":\"\"}}");

    assertThat(after.document().path("general").has("supportEmail")).isFalse();
  }

  @Test
  void takesANumberForTheSameHoweverItIsWritten() {
    String change = "{\"security\":{\"jwtDuration\":{\"amount\":1.5e1}}}";

    assertThat(changed(settings, change)).isEqualTo(settings);
  }

  @Test
  void changesACustomFieldThatIsThere() {
    ObjectNode document = settings.document().deepCopy();
    document.withArray("/customFields").add(customField());
    var with = new SettingsDocument(document, Set.of());

    var after = changed(with, "{\"customFields\":[{\"name\":\"shoeSize\",\"required\":true}]}");

    assertThat(after.document().at("/customFields/0/required").booleanValue()).isTrue();
    assertThat(after.document().path("customFields").size()).isEqualTo(1);
  }

  @Test
  void neverHandsOutTheNodesItHolds() {
    var change = merge(settings, "{}");

    change.document().withObject("/general").put("displayName", "Mallory");

    assertThat(settings).isEqualTo(everythingSet());
  }

  private static ObjectNode customField() {
    return Json.object(
        """
        {"name": "shoeSize", "required": false, "enabled": true, "unique": false, "verify": false}
        """);
  }
}
