package dev.countersign.environment;

import static dev.countersign.environment.Field.Trait.NULLABLE;
import static dev.countersign.environment.Field.Trait.OPERATOR_ONLY;
import static dev.countersign.environment.Field.Trait.OPTIONAL;
import static dev.countersign.environment.Field.Trait.REQUIRED;
import static dev.countersign.environment.Field.choice;
import static dev.countersign.environment.Field.choices;
import static dev.countersign.environment.Field.decimal;
import static dev.countersign.environment.Field.flag;
import static dev.countersign.environment.Field.group;
import static dev.countersign.environment.Field.keyed;
import static dev.countersign.environment.Field.secret;
import static dev.countersign.environment.Field.text;
import static dev.countersign.environment.Field.whole;
import static dev.countersign.environment.TextRule.COOKIE_NAME;
import static dev.countersign.environment.TextRule.DOMAIN;
import static dev.countersign.environment.TextRule.HTTPS_URL;
import static dev.countersign.environment.TextRule.NAME;
import static dev.countersign.environment.TextRule.ORIGIN;

import dev.countersign.base.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// How tokens live and where they are kept, second factors, foreign issuers, captchas, the lock.
final class SettingsSchemaSecurity {
  private static final int MINUTES_IN_30_DAYS = 30 * 24 * 60;
  private static final int MAX_ISSUERS = 16;
  private static final int MAX_RELATED_ORIGINS = 20;
  private static final Scalar STORAGE = new Scalar.Choice(List.of("localstorage", "cookie"));
  private static final String[] FACTORS = {"totp", "passkey", "email"};
  private static final String[] GUARDED_ACTIONS = {
    "wallet.waas.sign",
    "wallet.waas.export",
    "wallet.waas.reshare",
    "wallet.waas.refresh",
    "user.update"
  };

  private static final Field MFA =
      group(
          "mfa",
          flag("enabled").startsAs(false),
          flag("required").startsAs(false),
          choices("availableMethods", FACTORS).startsAs(List.of()),
          keyed(
                  "methods",
                  FACTORS.length,
                  choice("type", FACTORS).with(REQUIRED),
                  flag("enabled").with(REQUIRED),
                  flag("allowBackupCodes"))
              .startsAs(List.of()),
          keyed(
                  "actions",
                  GUARDED_ACTIONS.length,
                  choice("action", GUARDED_ACTIONS).with(REQUIRED),
                  flag("required").with(REQUIRED),
                  choice("tokenBehavior", "single_use", "time_bound"),
                  whole("tokenExpirySeconds", 1, 86_400))
              .startsAs(List.of()),
          choice("enrollment", "none", "signup", "action"),
          // Ours: how many authenticator apps one person may have.
          whole("totpDevices", 1, 10).startsAs(1).with(OPERATOR_ONLY));

  private static final Field PUBLIC_KEYS =
      Field.of("publicKeys", new Scalar.PublicKeys()).with(NULLABLE).with(OPERATOR_ONLY);

  private static final Field EXTERNAL_AUTH =
      group(
          "externalAuth",
          SettingsSchemaSecurity::issuerAndKeys,
          flag("enabled").startsAs(false),
          text("iss", NAME).with(NULLABLE),
          text("aud", NAME).with(NULLABLE),
          text("jwksUrl", HTTPS_URL).with(NULLABLE),
          text("cookieName", COOKIE_NAME).with(NULLABLE),
          flag("assumeEmailVerified"),
          // Ours, and not for browsers: keys in the place of their address, and more issuers.
          PUBLIC_KEYS,
          Field.of(
                  "issuers",
                  new Shape.Sequence(
                      new Shape.Group(
                          List.of(
                              text("iss", NAME).with(REQUIRED),
                              text("aud", NAME).with(NULLABLE),
                              text("jwksUrl", HTTPS_URL).with(NULLABLE),
                              PUBLIC_KEYS,
                              flag("assumeEmailVerified")),
                          SettingsSchemaSecurity::keysOfOneIssuer),
                      0,
                      MAX_ISSUERS))
              .with(OPERATOR_ONLY)
              .startsAs(List.of()));

  /// Ours: the wire tells browsers no more of passkeys than that they sign in here.
  private static final Field PASSKEYS =
      group(
              "passkeys",
              flag("enabled").startsAs(false),
              flag("signUp").startsAs(false),
              choice("userVerification", "required", "preferred", "discouraged")
                  .startsAs("required"),
              choice("attestation", "none", "indirect", "direct").startsAs("none"),
              text("rpId", DOMAIN).with(NULLABLE),
              Field.of(
                      "relatedOrigins",
                      new Shape.Sequence(new Scalar.Text(ORIGIN), 0, MAX_RELATED_ORIGINS))
                  .startsAs(List.of()))
          .with(OPERATOR_ONLY);

  static final Field SECURITY =
      group(
          "security",
          duration("jwtDuration", 2, "hours"),
          group(
                  "session",
                  duration("idleTimeout", 30, "days"),
                  duration("absoluteTimeout", 30, "days"))
              .with(OPERATOR_ONLY),
          group(
              "auth",
              Field.of("storage", new Shape.Sequence(STORAGE, 1, 2))
                  .startsAs(List.of("localstorage")),
              flag("allowMultipleCredentialsForSignIn").startsAs(false),
              // Ours: such a proof binds no site (decision 16).
              flag("solanaMemoSignIn").startsAs(false).with(OPERATOR_ONLY)),
          MFA,
          EXTERNAL_AUTH,
          PASSKEYS,
          group(
              "hCaptcha",
              SettingsSchemaSecurity::bothKeys,
              flag("enabled").startsAs(false),
              text("siteKey", NAME).with(NULLABLE),
              secret("secretKey"),
              text("verifyUrl", HTTPS_URL).with(OPERATOR_ONLY).with(NULLABLE)),
          // Absent until set: an SDK that finds it no longer looks at hCaptcha.
          group(
                  "captcha",
                  SettingsSchemaSecurity::bothKeys,
                  flag("enabled").startsAs(false),
                  choice("provider", "hcaptcha", "cloudflareTurnstile").startsAs("hcaptcha"),
                  text("siteKey", NAME).with(NULLABLE),
                  secret("secretKey"),
                  text("verifyUrl", HTTPS_URL).with(OPERATOR_ONLY).with(NULLABLE))
              .with(OPTIONAL),
          flag("deviceRegistrationRequired").startsAs(false),
          flag("environmentLocked").startsAs(false),
          group(
              "notifications",
              flag("verifiedCredentialLinked").startsAs(true),
              flag("verifiedCredentialUnlinked").startsAs(true),
              flag("waasPrivateKeyExport").startsAs(true),
              flag("waasSignedTransaction").startsAs(true)));

  private SettingsSchemaSecurity() {}

  static Field duration(String name, int amount, String unit) {
    return group(
        name,
        SettingsSchemaSecurity::lifetime,
        decimal("amount", 0, MINUTES_IN_30_DAYS).startsAs(amount),
        choice("unit", "days", "hours", "minutes").startsAs(unit));
  }

  private static void lifetime(SettingPath path, ObjectNode duration, SettingsMerge merge) {
    Duration total = EnvironmentSettings.duration(duration);
    if (!EnvironmentSettings.allowed(total))
      throw path.member("amount").refused("is not within 1 minute and 30 days");
  }

  private static void issuerAndKeys(SettingPath path, ObjectNode auth, SettingsMerge merge) {
    if (auth.path("enabled").booleanValue()) {
      if (!auth.has("iss")) throw path.member("iss").refused("is needed where this is enabled");
      keysOfOneIssuer(path, auth, merge);
    }
    Set<String> names = new HashSet<>(Set.of(auth.path("iss").asString("")));
    for (int i = 0; i < auth.path("issuers").size(); i++)
      if (!names.add(auth.path("issuers").get(i).path("iss").stringValue()))
        throw path.member("issuers").item(i).member("iss").refused("is there twice");
  }

  private static void keysOfOneIssuer(SettingPath path, ObjectNode issuer, SettingsMerge merge) {
    if (!issuer.has("jwksUrl") && !issuer.has("publicKeys"))
      throw path.member("jwksUrl").refused("is needed, or publicKeys");
  }

  private static void bothKeys(SettingPath path, ObjectNode captcha, SettingsMerge merge) {
    if (!captcha.path("enabled").booleanValue()) return;
    for (String key : List.of("siteKey", "secretKey"))
      if (!captcha.has(key) && !merge.holds(path.member(key)))
        throw path.member(key).refused(Problem.CAPTCHA_SETTINGS_INCOMPLETE_KEY_PAIR, "is missing");
  }
}
