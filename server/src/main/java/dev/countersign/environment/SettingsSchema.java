package dev.countersign.environment;

import static dev.countersign.environment.Field.Trait.INTERNAL;
import static dev.countersign.environment.Field.Trait.NULLABLE;
import static dev.countersign.environment.Field.Trait.OPERATOR_ONLY;
import static dev.countersign.environment.Field.Trait.REQUIRED;
import static dev.countersign.environment.Field.choice;
import static dev.countersign.environment.Field.derived;
import static dev.countersign.environment.Field.flag;
import static dev.countersign.environment.Field.group;
import static dev.countersign.environment.Field.keyed;
import static dev.countersign.environment.Field.text;
import static dev.countersign.environment.Field.whole;
import static dev.countersign.environment.TextRule.DISPLAY_NAME;
import static dev.countersign.environment.TextRule.EMAIL;
import static dev.countersign.environment.TextRule.HTTPS_URL;
import static dev.countersign.environment.TextRule.NAME;
import static dev.countersign.environment.TextRule.RPC_URL;
import static dev.countersign.environment.TextRule.WEB_URL;

import java.util.List;
import java.util.Map;

/// Every setting of an environment, as a table: the wire's ProjectSettings and what is ours alone.
final class SettingsSchema {
  static final int MAX_CHAINS = 64;
  static final int MAX_NETWORKS = 512;
  private static final int MAX_RPC_URLS = 4;
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private static final Field GENERAL =
      group(
          "general",
          text("displayName", DISPLAY_NAME),
          text("emailCompanyName", DISPLAY_NAME),
          text("supportEmail", EMAIL).with(NULLABLE),
          text("supportText").with(NULLABLE),
          text("appLogo", HTTPS_URL).with(NULLABLE),
          text("imageUserNotInAccessList", HTTPS_URL).with(NULLABLE),
          text("imageUserInAccessList", HTTPS_URL).with(NULLABLE),
          Field.of("supportUrls", new Shape.Texts(WEB_URL, 32)).startsAs(Map.of()),
          text("collectUserDataWelcomeHeader").with(NULLABLE),
          text("collectUserDataWelcomeMessage").with(NULLABLE),
          flag("skipOptionalKYCFieldDuringOnboarding").startsAs(false));

  private static final Field PRIVACY = group("privacy", flag("collectIp").startsAs(false));

  private static final Field CHAINS =
      keyed(
              "chains",
              MAX_CHAINS,
              text("name", NAME).with(REQUIRED),
              flag("enabled").with(REQUIRED),
              keyed(
                      "networks",
                      MAX_NETWORKS,
                      whole("networkId", 0, MAX_SAFE_INTEGER).with(REQUIRED),
                      text("chainName", NAME).with(REQUIRED),
                      flag("enabled").with(REQUIRED),
                      // Endpoints often carry a key of the operator's.
                      text("rpcUrl", RPC_URL).with(NULLABLE).with(OPERATOR_ONLY),
                      // Ours: asked in their order when the first does not answer.
                      Field.of(
                              "rpcUrls",
                              new Shape.Sequence(new Scalar.Text(RPC_URL), 0, MAX_RPC_URLS))
                          .with(OPERATOR_ONLY),
                      text("iconUrl", HTTPS_URL).with(NULLABLE),
                      choice("type", "custom", "default"))
                  .startsAs(List.of()))
          .startsAs(List.of());

  /// Ours: which methods are on. The wire shows them as providers, which have routes of their own.
  private static final Field METHODS =
      group("methods", group("email", flag("enabled").startsAs(true))).with(INTERNAL);

  static final Shape.Group ROOT =
      new Shape.Group(
          List.of(
              derived("environmentName"),
              CHAINS,
              SettingsSchemaFields.KYC,
              SettingsSchemaFields.CUSTOM_FIELDS,
              SettingsSchemaDesign.DESIGN,
              GENERAL,
              PRIVACY,
              SettingsSchemaSdk.SDK,
              SettingsSchemaSecurity.SECURITY,
              METHODS,
              derived("providers"),
              derived("exchanges"),
              derived("networks"),
              derived("checkouts")),
          (path, merged, merge) -> {});

  private SettingsSchema() {}
}
