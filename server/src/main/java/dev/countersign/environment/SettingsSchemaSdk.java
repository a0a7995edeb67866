package dev.countersign.environment;

import static dev.countersign.environment.Field.Trait.OPERATOR_ONLY;
import static dev.countersign.environment.Field.Trait.OPTIONAL;
import static dev.countersign.environment.Field.Trait.REQUIRED;
import static dev.countersign.environment.Field.choice;
import static dev.countersign.environment.Field.flag;
import static dev.countersign.environment.Field.group;
import static dev.countersign.environment.Field.keyed;
import static dev.countersign.environment.Field.sequence;
import static dev.countersign.environment.Field.text;
import static dev.countersign.environment.Field.texts;
import static dev.countersign.environment.Field.whole;

import java.util.List;

/// What the SDKs do: sign-in first, then the wallets' parts. A flag starts set where this server
/// acts on it; any other is absent until it is set, so that each SDK keeps its own default.
final class SettingsSchemaSdk {
  private static final String[] SIGN_IN_PROVIDERS = {
    "dynamic", "magicLink", "blocto", "turnkey", "coinbaseWaas"
  };
  private static final String[] SOCIAL_PROVIDERS = {
    "apple",
    "bitbucket",
    "coinbasesocial",
    "discord",
    "epicgames",
    "facebook",
    "farcaster",
    "github",
    "gitlab",
    "google",
    "instagram",
    "linkedin",
    "microsoft",
    "twitch",
    "twitter",
    "telegram",
    "spotify",
    "tiktok",
    "line",
    "steam",
    "shopify",
    "kraken",
    "okta"
  };

  private static final Field VIEWS =
      keyed(
              "views",
              1,
              choice("type", "login").with(REQUIRED),
              sequence(
                  "sections",
                  choice(
                          "type",
                          "email",
                          "emailAndPhone",
                          "phone",
                          "separator",
                          "social",
                          "text",
                          "wallet",
                          "passkey")
                      .with(REQUIRED),
                  text("label"),
                  whole("numOfItemsToDisplay", 0, 100),
                  text("defaultItem"),
                  choice("alignment", "center", "left", "right")))
          .startsAs(List.of());

  static final Field SDK =
      group(
          "sdk",
          group("emailSignIn", choice("signInProvider", SIGN_IN_PROVIDERS).startsAs("dynamic")),
          group(
              "socialSignIn",
              choice("signInProvider", SIGN_IN_PROVIDERS).startsAs("dynamic"),
              keyed(
                      "providers",
                      SOCIAL_PROVIDERS.length,
                      choice("provider", SOCIAL_PROVIDERS).with(REQUIRED),
                      flag("enabled").with(REQUIRED))
                  .startsAs(List.of())),
          flag("multiWallet").startsAs(true),
          flag("multiWalletUnlinkDisabled").startsAs(false),
          flag("confirmWalletTransfers").startsAs(true),
          flag("preventOrphanedAccounts").startsAs(false),
          flag("confirmEmailProviderForVerify"),
          flag("blockEmailSubaddresses").startsAs(false),
          group("mobile", flag("deeplinkUrlsEnabled").startsAs(false)),
          VIEWS,
          group("walletConnect", text("projectId"), flag("v2Enabled"), text("walletProjectId"))
              .with(OPTIONAL),
          texts("disabledWalletConnectors").startsAs(List.of()),
          choice("minApiVersion", "2026_01_01", "2026_04_01"),
          group("nameService", group("evm", text("domain"), flag("lookup").with(OPERATOR_ONLY)))
              .with(OPTIONAL),
          group("featureFlags", flag("connectOnlyMultiAsset"), flag("enableExchanges"))
              .with(OPTIONAL),
          sequence(
              "exchangeOptions",
              choice("exchange", "coinbase", "kraken").with(REQUIRED),
              text("socialProvider"),
              text("onRampProvider")),
          flag("onrampFunding"),
          flag("passkeyEmbeddedWalletEnabled"),
          flag("automaticEmbeddedWalletCreation"),
          flag("passkeyEmbeddedWalletRecoveryEnabled"),
          Field.choices("embeddedWalletSecurityMethods", "passkey", "passphrase"),
          flag("displayDynamicMessaging").startsAs(false),
          flag("hideNetworkInDynamicWidget"),
          flag("enableMultiAsset"),
          flag("showFiat"),
          SettingsSchemaWallets.ACCOUNT_ABSTRACTION,
          SettingsSchemaWallets.FUNDING,
          SettingsSchemaWallets.EMBEDDED,
          SettingsSchemaWallets.WAAS);

  private SettingsSchemaSdk() {}
}
