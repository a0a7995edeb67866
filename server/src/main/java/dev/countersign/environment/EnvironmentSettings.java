package dev.countersign.environment;

import dev.countersign.base.Json;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The settings that this server acts on, typed and within their bounds.
public record EnvironmentSettings(
    General general,
    Security security,
    Email email,
    Wallets wallets,
    Notifications notifications,
    ExternalAuth externalAuth,
    Mfa mfa,
    boolean stepUp,
    PasskeySettings passkeys,
    boolean collectIp,
    List<ProfileField> kyc) {
  /// Where only clients of that version and later are served, dangerous acts need an elevated token.
  private static final String STEP_UP_SINCE = "2026_04_01";

  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofDays(30);

  /// Where the SDKs keep the token.
  public enum AuthStorage {
    LOCALSTORAGE,
    COOKIE
  }

  /// How the environment calls itself towards its users.
  public record General(
      Optional<String> displayName,
      Optional<String> emailCompanyName,
      Optional<String> supportEmail) {}

  /// A session ends when it was not used for `idle`, and `absolute` after its sign-in however often
  /// it is refreshed (NIST 800-63B §7.2).
  public record SessionLife(Duration idle, Duration absolute) {
    public SessionLife {
      if (!allowed(idle)) throw new IllegalArgumentException("session.idleTimeout: " + idle);
      if (!allowed(absolute))
        throw new IllegalArgumentException("session.absoluteTimeout: " + absolute);
    }
  }

  /// `deviceRegistration`: a person who has an account approves each further device. `locked` is the
  /// operator's kill switch: every SDK call is refused.
  public record Security(
      Duration jwtDuration,
      SessionLife session,
      Set<AuthStorage> authStorage,
      boolean allowMultipleCredentialsForSignIn,
      boolean deviceRegistration,
      boolean locked,
      Optional<Captcha> captcha) {
    public Security {
      if (!allowed(jwtDuration)) throw new IllegalArgumentException("jwtDuration: " + jwtDuration);
      if (authStorage.isEmpty()) throw new IllegalArgumentException("auth.storage: empty");
      authStorage = Set.copyOf(authStorage);
    }
  }

  /// A captcha that is on. `secret` names its key among the environment's secrets, `verifyUrl` is a
  /// service in the place of the provider's own.
  public record Captcha(
      String provider, String siteKey, String secret, Optional<String> verifyUrl) {}

  /// What is told to a person by mail when it was done to their account.
  public record Notifications(boolean credentialLinked, boolean credentialUnlinked) {}

  /// Sign-in by e-mail code, and whether `name+tag@` may sign up.
  public record Email(boolean enabled, boolean blockSubaddresses) {}

  /// Wallets: of which chains (those that are on, by `chains[].name` in lower case), whether a person
  /// may have several and take one off again, what becomes of an account whose last one moves,
  /// whether to look for their names, whether a signed memo of Solana is a proof, and which wallets
  /// are off, by their names.
  public record Wallets(
      Map<String, Networks> chains,
      boolean several,
      boolean unlinkDisabled,
      boolean confirmTransfers,
      boolean preventOrphanedAccounts,
      boolean names,
      boolean solanaMemo,
      Set<String> disabled) {
    public Wallets {
      chains = Map.copyOf(chains);
      disabled = Set.copyOf(disabled);
    }
  }

  /// The networks of a chain that are on, by `networkId`, each with the addresses at which it can be
  /// asked, in their order.
  public record Networks(Map<String, List<URI>> rpcUrls) {
    public Networks {
      // A copy that keeps their order.
      rpcUrls = Collections.unmodifiableMap(new LinkedHashMap<>(rpcUrls));
    }
  }

  /// One line of the sign-up form. `verify`: a change counts once a code has confirmed it.
  public record ProfileField(
      String name,
      Optional<String> label,
      boolean enabled,
      boolean required,
      boolean unique,
      boolean verify) {}

  public EnvironmentSettings {
    kyc = List.copyOf(kyc);
  }

  /// Reads a settings document; what is absent in it has its start value.
  public static EnvironmentSettings of(ObjectNode document) {
    ObjectNode whole = SettingsSchema.ROOT.complete(document);
    return new EnvironmentSettings(
        general(whole.path("general")),
        security(whole.path("security")),
        new Email(
            whole.at("/methods/email/enabled").booleanValue(),
            whole.at("/sdk/blockEmailSubaddresses").booleanValue()),
        wallets(whole),
        notifications(whole.at("/security/notifications")),
        ExternalAuth.of(whole.at("/security/externalAuth")),
        Mfa.of(whole.at("/security/mfa")),
        whole.at("/sdk/minApiVersion").asString("").compareTo(STEP_UP_SINCE) >= 0,
        PasskeySettings.of(whole.at("/security/passkeys")),
        whole.at("/privacy/collectIp").booleanValue(),
        kyc(whole.path("kyc")));
  }

  /// What a new environment has.
  public static EnvironmentSettings initial() {
    return of(Json.object());
  }

  static boolean allowed(Duration jwtDuration) {
    return jwtDuration.compareTo(SHORTEST) >= 0 && jwtDuration.compareTo(LONGEST) <= 0;
  }

  /// The wire's `{amount, unit}`, to the millisecond: half an hour may be `0.5 hours`.
  static Duration duration(JsonNode wire) {
    ChronoUnit unit = ChronoUnit.valueOf(wire.path("unit").stringValue().toUpperCase(Locale.ROOT));
    double millis = wire.path("amount").doubleValue() * unit.getDuration().toMillis();
    return Duration.ofMillis(Math.round(millis));
  }

  private static General general(JsonNode general) {
    return new General(
        text(general, "displayName"),
        text(general, "emailCompanyName"),
        text(general, "supportEmail"));
  }

  private static Security security(JsonNode security) {
    var storage = EnumSet.noneOf(AuthStorage.class);
    for (JsonNode place : security.at("/auth/storage"))
      storage.add(AuthStorage.valueOf(place.stringValue().toUpperCase(Locale.ROOT)));
    return new Security(
        duration(security.path("jwtDuration")),
        new SessionLife(
            duration(security.at("/session/idleTimeout")),
            duration(security.at("/session/absoluteTimeout"))),
        storage,
        security.at("/auth/allowMultipleCredentialsForSignIn").booleanValue(),
        security.path("deviceRegistrationRequired").booleanValue(),
        security.path("environmentLocked").booleanValue(),
        captcha(security));
  }

  /// SDKs look at the older `hCaptcha` only where there is no `captcha`, and so do we.
  private static Optional<Captcha> captcha(JsonNode security) {
    boolean newer = security.has("captcha");
    String name = newer ? "captcha" : "hCaptcha";
    JsonNode captcha = security.path(name);
    if (!captcha.path("enabled").booleanValue(false)) return Optional.empty();
    return Optional.of(
        new Captcha(
            newer ? captcha.path("provider").stringValue() : "hcaptcha",
            captcha.path("siteKey").stringValue(),
            "security." + name + ".secretKey",
            text(captcha, "verifyUrl")));
  }

  private static Notifications notifications(JsonNode notifications) {
    return new Notifications(
        notifications.path("verifiedCredentialLinked").booleanValue(),
        notifications.path("verifiedCredentialUnlinked").booleanValue());
  }

  private static Wallets wallets(ObjectNode whole) {
    var chains = new HashMap<String, Networks>();
    for (JsonNode chain : whole.path("chains")) {
      if (!chain.path("enabled").booleanValue()) continue;
      String name = chain.path("name").stringValue().toLowerCase(Locale.ROOT);
      chains.put(name, networks(chain.path("networks")));
    }
    return new Wallets(
        chains,
        whole.at("/sdk/multiWallet").booleanValue(),
        whole.at("/sdk/multiWalletUnlinkDisabled").booleanValue(),
        whole.at("/sdk/confirmWalletTransfers").booleanValue(),
        whole.at("/sdk/preventOrphanedAccounts").booleanValue(),
        whole.at("/sdk/nameService/evm/lookup").booleanValue(false),
        whole.at("/security/auth/solanaMemoSignIn").booleanValue(),
        whole
            .at("/sdk/disabledWalletConnectors")
            .valueStream()
            .map(JsonNode::stringValue)
            .collect(Collectors.toSet()));
  }

  private static Networks networks(JsonNode networks) {
    var rpcUrls = new LinkedHashMap<String, List<URI>>();
    for (JsonNode network : networks) {
      if (!network.path("enabled").booleanValue()) continue;
      var urls = new ArrayList<URI>();
      text(network, "rpcUrl").map(URI::create).ifPresent(urls::add);
      for (JsonNode url : network.path("rpcUrls")) urls.add(URI.create(url.stringValue()));
      rpcUrls.put(network.path("networkId").asString(), List.copyOf(urls));
    }
    return new Networks(rpcUrls);
  }

  private static List<ProfileField> kyc(JsonNode kyc) {
    var fields = new ArrayList<ProfileField>();
    for (JsonNode field : kyc)
      fields.add(
          new ProfileField(
              field.path("name").stringValue(),
              text(field, "label"),
              field.path("enabled").booleanValue(),
              field.path("required").booleanValue(),
              field.path("unique").booleanValue(),
              field.path("verify").booleanValue()));
    return fields;
  }

  private static Optional<String> text(JsonNode parent, String name) {
    return parent.path(name).stringValueOpt();
  }
}
