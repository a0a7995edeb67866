package dev.countersign;

import dev.countersign.Config.Mode;
import dev.countersign.admin.AdminToken;
import dev.countersign.base.StartRefused;
import dev.countersign.db.PostgresUrl;
import dev.countersign.delivery.MailSettings;
import dev.countersign.delivery.smtp.MailFrom;
import dev.countersign.delivery.smtp.SmtpUrl;
import dev.countersign.environment.PublicUrl;
import dev.countersign.hostname.DnsServer;
import dev.countersign.http.Proxies;
import dev.countersign.limit.Limit;
import dev.countersign.limit.LimitRule;
import dev.countersign.limit.LimitSettings;
import dev.countersign.method.CodeRules;
import dev.countersign.token.Pkcs11Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the settings of a deployment, and tells all mistakes at once. What it does not know is a
/// mistake too: a setting that is misspelt must not be one that is off.
final class ConfigReader {
  private static final String PREFIX = "COUNTERSIGN_";

  /// Read by the launcher, before there is a process to read them here.
  private static final List<String> LAUNCHER =
      List.of("COUNTERSIGN_JAVA_HOME", "COUNTERSIGN_JAVA_OPTIONS", "COUNTERSIGN_HEAP");

  private final Map<String, String> variables = new TreeMap<>();
  private final List<String> mistakes = new ArrayList<>();

  private ConfigReader(Map<String, String> environment) {
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !LAUNCHER.contains(name)) variables.put(name, value);
        });
  }

  /// `options` are those of the command line, named like their variables; they win.
  static Config read(Mode mode, Map<String, String> environment, Map<String, String> options) {
    var reader = new ConfigReader(environment);
    reader.variables.putAll(options);
    Config config = reader.config(mode);
    reader.variables.keySet().forEach(name -> reader.mistakes.add(name + " is not a setting."));
    if (config == null || !reader.mistakes.isEmpty()) {
      throw new StartRefused(String.join("\n", reader.mistakes));
    }
    return config;
  }

  private @Nullable Config config(Mode mode) {
    boolean dev = mode == Mode.DEV;
    Path data = take("DATA", Path::of).orElse(Path.of("data"));
    int port = take("PORT", ConfigReader::port).orElse(8080);
    String host = take("HOST", text -> text).orElse(dev ? "localhost" : "0.0.0.0");
    if (dev && !Loopback.is(host)) {
      mistakes.add("COUNTERSIGN_HOST: dev listens on this machine only; use serve for others.");
    }
    var publicUrl = take("PUBLIC_URL", PublicUrl::of);
    if (publicUrl.isEmpty() && !dev && mistakes.isEmpty()) {
      mistakes.add(
          "COUNTERSIGN_PUBLIC_URL is needed: the address that browsers and token issuers see, "
              + "such as https://auth.example.org.");
    }
    var proxies = take("TRUSTED_PROXIES", Proxies::parse);
    var masterKeyFile = take("MASTER_KEY_FILE", Path::of);
    var postgres = take("DATABASE_URL", PostgresUrl::parse);
    var adminToken = take("ADMIN_TOKEN", AdminToken::new);
    MailSettings mail = mail(dev);
    LimitSettings limits = limits();
    CodeRules rules = emailCode();
    Optional<Duration> keyRotation = take("KEY_ROTATION_DAYS", ConfigReader::days);
    var dnsServer = take("DNS_SERVER", DnsServer::parse);
    var pkcs11 = pkcs11();
    if (!mistakes.isEmpty()) return null;
    return new Config(
        mode,
        data,
        postgres,
        masterKeyFile.orElse(data.resolve("master.key")),
        host,
        port,
        publicUrl.orElseGet(() -> PublicUrl.of("http://localhost:" + port)),
        proxies.orElse(Proxies.NONE),
        adminToken,
        mail,
        limits,
        rules,
        keyRotation,
        dnsServer,
        pkcs11);
  }

  private MailSettings mail(boolean dev) {
    var smtp = take("SMTP_URL", SmtpUrl::parse);
    var from = take("MAIL_FROM", MailFrom::parse);
    if (smtp.isEmpty()) return dev ? MailSettings.inbox() : MailSettings.sandboxInbox();
    if (from.isEmpty()) {
      mistakes.add(
          "COUNTERSIGN_MAIL_FROM is needed beside COUNTERSIGN_SMTP_URL: the sender's address.");
      return MailSettings.inbox();
    }
    return MailSettings.by(smtp.get(), from.get());
  }

  private LimitSettings limits() {
    var changes = new EnumMap<Limit, LimitRule>(Limit.class);
    for (Limit limit : Limit.values()) {
      take("LIMIT_" + limit.name(), LimitRule::parse).ifPresent(rule -> changes.put(limit, rule));
    }
    return take(
            "LIMITS",
            text ->
                switch (text) {
                  case "published" -> LimitSettings.with(changes);
                  case "off" -> LimitSettings.lifted(changes);
                  default -> throw new IllegalArgumentException("it is published or off");
                })
        .orElseGet(() -> LimitSettings.with(changes));
  }

  private CodeRules emailCode() {
    var standard = CodeRules.STANDARD;
    return take(
            "EMAIL_CODE_SECONDS",
            text -> new CodeRules(Duration.ofSeconds(Integer.parseInt(text)), standard.attempts()))
        .orElse(standard);
  }

  private Optional<Pkcs11Settings> pkcs11() {
    var configuration = take("PKCS11_CONFIG", Path::of);
    var pinFile = take("PKCS11_PIN_FILE", Path::of);
    if (configuration.isPresent() != pinFile.isPresent()) {
      mistakes.add("COUNTERSIGN_PKCS11_CONFIG and COUNTERSIGN_PKCS11_PIN_FILE need each other.");
    }
    return configuration.flatMap(file -> pinFile.map(pin -> new Pkcs11Settings(file, pin)));
  }

  private <T> Optional<T> take(String name, Function<String, T> parse) {
    String value = variables.remove(PREFIX + name);
    if (value == null || value.isBlank()) return Optional.empty();
    try {
      return Optional.of(parse.apply(value.strip()));
    } catch (NumberFormatException _) {
      mistakes.add(PREFIX + name + ": a whole number is expected.");
    } catch (IllegalArgumentException | StartRefused e) {
      mistakes.add(PREFIX + name + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Duration days(String text) {
    int days = Integer.parseInt(text);
    if (days < 2 || days > 3650) throw new IllegalArgumentException("it is 2 to 3650 days");
    return Duration.ofDays(days);
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("a port is 0 to 65535");
    return port == 0 ? Loopback.freePort() : port;
  }
}
