package dev.countersign.support;

import dev.countersign.Config;
import dev.countersign.Config.Mode;
import dev.countersign.Server;
import dev.countersign.admin.AdminToken;
import dev.countersign.base.Secrets;
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
import java.util.UUID;

/// A store that a server has made its first project in. Every test starts on a copy: the schema and
/// the keys are made once.
final class Furnished {
  static final String ADMIN = "a-token-of-the-tests-that-is-long-enough";

  private final Path folder;
  private final String database;
  final UUID organization;
  final UUID sandbox;
  final UUID live;

  private Furnished(Stores store) {
    this.folder = TestFolders.fresh();
    this.database = store == Stores.POSTGRESQL ? TestPostgres.create("template1") : "";
    var home = new Stores.Home(folder, url(database).map(PostgresUrl::parse));
    try (var server =
        Server.start(
            config(home, LimitSettings.published(), Optional.empty(), Optional.empty()),
            new TestClock(),
            new Secrets())) {
      var project = server.demo().ready();
      this.organization = project.organizationId();
      this.sandbox = project.sandbox();
      this.live = project.live();
    }
  }

  static Furnished of(Stores store) {
    return switch (store) {
      case SQLITE -> OnSqlite.MADE;
      case POSTGRESQL -> OnPostgres.MADE;
    };
  }

  Stores.Home copy() {
    Optional<String> copied =
        database.isEmpty() ? Optional.empty() : Optional.of(TestPostgres.copyOf(database));
    return new Stores.Home(TestFolders.copyOf(folder), copied.map(PostgresUrl::parse));
  }

  static Config config(
      Stores.Home home,
      LimitSettings limits,
      Optional<DnsServer> dnsServer,
      Optional<Pkcs11Settings> pkcs11) {
    int port = FreePort.take();
    return new Config(
        Mode.DEV,
        home.folder(),
        home.postgres(),
        home.folder().resolve("master.key"),
        "localhost",
        port,
        PublicUrl.of("http://localhost:" + port),
        Proxies.NONE,
        Optional.of(new AdminToken(ADMIN)),
        MailSettings.inbox(),
        limits,
        CodeRules.STANDARD,
        Optional.empty(),
        dnsServer,
        pkcs11);
  }

  /// A further node beside this one, on the same store.
  static Config beside(Config node) {
    return with(node, node.postgres(), FreePort.take(), node.keyRotation());
  }

  /// The same node, whose keys rotate by themselves.
  static Config rotating(Config node, Duration every) {
    return with(node, node.postgres(), node.port(), Optional.of(every));
  }

  /// The same node, from this database.
  static Config moved(Config node, PostgresUrl url) {
    return with(node, Optional.of(url), node.port(), node.keyRotation());
  }

  private static Config with(
      Config node, Optional<PostgresUrl> postgres, int port, Optional<Duration> keyRotation) {
    return new Config(
        node.mode(),
        node.dataFolder(),
        postgres,
        node.masterKeyFile(),
        node.host(),
        port,
        node.publicUrl(),
        node.proxies(),
        node.adminToken(),
        node.mail(),
        node.limits(),
        node.emailCode(),
        keyRotation,
        node.dnsServer(),
        node.pkcs11());
  }

  private static Optional<String> url(String database) {
    return database.isEmpty() ? Optional.empty() : Optional.of(TestPostgres.url(database));
  }

  private static final class OnSqlite {
    static final Furnished MADE = new Furnished(Stores.SQLITE);
  }

  private static final class OnPostgres {
    static final Furnished MADE = new Furnished(Stores.POSTGRESQL);
  }
}
