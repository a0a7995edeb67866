package dev.countersign;

import dev.countersign.admin.AdminToken;
import dev.countersign.db.PostgresUrl;
import dev.countersign.delivery.MailSettings;
import dev.countersign.environment.PublicUrl;
import dev.countersign.hostname.DnsServer;
import dev.countersign.http.Proxies;
import dev.countersign.limit.LimitSettings;
import dev.countersign.method.CodeRules;
import dev.countersign.token.Pkcs11Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How this deployment was started: everything the operator sets before the start. Read once; every
/// setting has a `COUNTERSIGN_…` variable. `keyRotation` is how long a signing key signs before the
/// next is made by itself; empty for never. `pkcs11` is the token that new signing keys are made in;
/// empty for the database.
public record Config(
    Mode mode,
    Path dataFolder,
    Optional<PostgresUrl> postgres,
    Path masterKeyFile,
    String host,
    int port,
    PublicUrl publicUrl,
    Proxies proxies,
    Optional<AdminToken> adminToken,
    MailSettings mail,
    LimitSettings limits,
    CodeRules emailCode,
    Optional<Duration> keyRotation,
    Optional<DnsServer> dnsServer,
    Optional<Pkcs11Settings> pkcs11) {

  /// `DEV` is a developer's own machine: loopback only, an open inbox, a demo. `SERVE` is for others.
  public enum Mode {
    DEV,
    SERVE
  }

  Config withAdminToken(AdminToken token) {
    return new Config(
        mode,
        dataFolder,
        postgres,
        masterKeyFile,
        host,
        port,
        publicUrl,
        proxies,
        Optional.of(token),
        mail,
        limits,
        emailCode,
        keyRotation,
        dnsServer,
        pkcs11);
  }
}
