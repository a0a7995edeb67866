package dev.countersign.environment;

import static dev.countersign.environment.Field.Trait.NULLABLE;
import static dev.countersign.environment.Field.Trait.OPERATOR_ONLY;
import static dev.countersign.environment.Field.Trait.OPTIONAL;
import static dev.countersign.environment.Field.Trait.REQUIRED;
import static dev.countersign.environment.Field.choice;
import static dev.countersign.environment.Field.choices;
import static dev.countersign.environment.Field.flag;
import static dev.countersign.environment.Field.group;
import static dev.countersign.environment.Field.secret;
import static dev.countersign.environment.Field.sequence;
import static dev.countersign.environment.Field.text;
import static dev.countersign.environment.Field.texts;
import static dev.countersign.environment.Field.whole;
import static dev.countersign.environment.TextRule.HTTPS_URL;
import static dev.countersign.environment.TextRule.NAME;

import java.util.List;

/// Embedded wallets and their funding: kept for the SDKs, which read them; this server acts on none
/// of it. Each part is absent until it is set.
final class SettingsSchemaWallets {
  static final Field ACCOUNT_ABSTRACTION =
      group(
              "accountAbstraction",
              flag("allWallets"),
              flag("allUsers"),
              flag("separateSmartWalletAndSigner"),
              flag("enablePasskeys"))
          .with(OPTIONAL);

  static final Field FUNDING =
      group(
              "funding",
              texts("onramps").startsAs(List.of()),
              group(
                      "externalWallets",
                      flag("enabled").startsAs(false),
                      group("minAmount", Field.of("amount", new Scalar.Amount()), text("currency"))
                          .with(OPTIONAL),
                      group(
                              "defaultSettings",
                              sequence(
                                  "chainSettings",
                                  text("chain", NAME),
                                  group("token", text("rule"), text("value")).with(OPTIONAL)))
                          .with(OPTIONAL))
                  .with(OPTIONAL))
          .with(OPTIONAL);

  static final Field EMBEDDED =
      group(
              "embeddedWallets",
              flag("automaticEmbeddedWalletCreation"),
              flag("automaticEmbeddedWalletCreationForExternal"),
              flag("showEmbeddedWalletActionsUI"),
              flag("emailRecoveryEnabled"),
              flag("forceAuthenticatorAtSignup"),
              flag("allowSkippingAuthenticatorAtSignup"),
              flag("domainEnabledByProvider"),
              flag("promptForKeyExport"),
              flag("transactionSimulation"),
              flag("svmGasSponsorshipEnabled"),
              SettingsSchemaSecurity.duration("sessionKeyDuration", 2, "hours").with(OPTIONAL),
              group(
                      "supportedSecurityMethods",
                      securityMethod("passkey"),
                      securityMethod("email"),
                      securityMethod("password"))
                  .with(OPTIONAL),
              sequence(
                  "chainConfigurations",
                  text("name", NAME).with(REQUIRED),
                  flag("enabled"),
                  flag("primary")),
              choice("defaultWalletVersion", "V1", "V2", "V3"))
          .with(OPTIONAL);

  static final Field WAAS =
      group(
              "waas",
              flag("passcodeRequired").startsAs(false),
              group(
                  "onSignUp",
                  flag("promptBackupOptions").startsAs(false),
                  flag("promptClientShareExport").startsAs(false)),
              choices(
                      "backupOptions",
                      "googleDrive",
                      "icloud",
                      "iCloud",
                      "dynamic",
                      "external",
                      "delegated",
                      "offlineRecovery")
                  .startsAs(List.of()),
              text("relayUrl", HTTPS_URL).with(NULLABLE),
              text("delegatedAccessEndpoint", HTTPS_URL).with(NULLABLE).with(OPERATOR_ONLY),
              group(
                      "delegatedAccess",
                      flag("enabled"),
                      flag("promptUsersOnSignIn"),
                      flag("requiresDelegation"))
                  .with(OPTIONAL),
              flag("enableForwardMPCClient"),
              text("customKeyshareRelayBaseUrl", HTTPS_URL).with(NULLABLE),
              flag("allowMultipleWaasWalletsPerChain"),
              group("iCloud", secret("apiToken")).with(OPTIONAL),
              flag("exportDisabled"),
              group("offlineRecovery", flag("enabled")).with(OPTIONAL))
          .with(OPTIONAL);

  private SettingsSchemaWallets() {}

  private static Field securityMethod(String name) {
    return group(
            name,
            flag("isDefault"),
            flag("isEnabled"),
            flag("isPermanentAuthenticator"),
            whole("listPosition", 0, 1000))
        .with(OPTIONAL);
  }
}
