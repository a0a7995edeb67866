package dev.countersign;

import dev.countersign.Config.Mode;
import dev.countersign.admin.AdminAccess;
import dev.countersign.admin.AdminGateRoutes;
import dev.countersign.admin.AdminSessionRoutes;
import dev.countersign.admin.AdminUserRoutes;
import dev.countersign.admin.AdminUsers;
import dev.countersign.admin.EnvironmentRoutes;
import dev.countersign.admin.HealthRoutes;
import dev.countersign.admin.HostnameRoutes;
import dev.countersign.admin.KeyRoutes;
import dev.countersign.admin.OrganizationRoutes;
import dev.countersign.admin.Organizations;
import dev.countersign.admin.StatisticsRoutes;
import dev.countersign.admin.TestAccountRoutes;
import dev.countersign.admin.VisitorRoutes;
import dev.countersign.audit.AuditLog;
import dev.countersign.base.Secrets;
import dev.countersign.challenge.Challenges;
import dev.countersign.challenge.Nonces;
import dev.countersign.challenge.TestAccounts;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.EmailAddress;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Rs256;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.db.Database;
import dev.countersign.delivery.InboxPageRoutes;
import dev.countersign.delivery.InboxRoutes;
import dev.countersign.delivery.Mailroom;
import dev.countersign.delivery.MessageRoutes;
import dev.countersign.demo.DemoRoutes;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.CustomHostnames;
import dev.countersign.environment.Environments;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.hostname.Dns;
import dev.countersign.hostname.HostnameChecks;
import dev.countersign.http.HttpServer;
import dev.countersign.http.HttpSettings;
import dev.countersign.http.Routes;
import dev.countersign.limit.ClientGateRoutes;
import dev.countersign.limit.Limits;
import dev.countersign.method.email.EmailCode;
import dev.countersign.method.wallet.ChainSettings;
import dev.countersign.method.wallet.Chains;
import dev.countersign.method.wallet.MessageRules;
import dev.countersign.method.wallet.Wallets;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import dev.countersign.session.Sessions;
import dev.countersign.session.Sightings;
import dev.countersign.signin.Asking;
import dev.countersign.signin.BootstrapRoutes;
import dev.countersign.signin.CookieMode;
import dev.countersign.signin.Departure;
import dev.countersign.signin.DeviceRoutes;
import dev.countersign.signin.Devices;
import dev.countersign.signin.EmailRoutes;
import dev.countersign.signin.Housekeeping;
import dev.countersign.signin.Linking;
import dev.countersign.signin.Merges;
import dev.countersign.signin.OwnSessionRoutes;
import dev.countersign.signin.OwnSessions;
import dev.countersign.signin.Self;
import dev.countersign.signin.SessionRoutes;
import dev.countersign.signin.SignIn;
import dev.countersign.signin.SignOut;
import dev.countersign.signin.UserRoutes;
import dev.countersign.signin.Visitors;
import dev.countersign.signin.Visits;
import dev.countersign.signin.WalletRoutes;
import dev.countersign.signin.WalletSignIn;
import dev.countersign.token.Callers;
import dev.countersign.token.JwksRoutes;
import dev.countersign.token.KeyRotation;
import dev.countersign.token.KeyStock;
import dev.countersign.token.LocalKeyStore;
import dev.countersign.token.Pkcs11KeyStore;
import dev.countersign.token.RevocationRoutes;
import dev.countersign.token.Revocations;
import dev.countersign.token.SigningKeyStore;
import dev.countersign.token.SigningKeys;
import dev.countersign.token.TokenIssuer;
import dev.countersign.token.TokenVerifier;
import dev.countersign.user.Users;
import dev.countersign.vault.Vault;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The running server: every room, built in the order of the map, started and stopped as one.
public final class Server implements AutoCloseable {
  private final Opened opened = new Opened();
  private final Database database;
  private final CryptoProvider provider;
  private final Environments environments;
  private final Organizations organizations;
  private final Housekeeping housekeeping;
  private final HttpServer http;

  /// Starts all of it, or closes again what was opened and tells why.
  public static Server start(Config config, Clock clock, Secrets secrets) {
    return new Server(config, clock, secrets);
  }

  private Server(Config config, Clock clock, Secrets secrets) {
    try {
      // Native cryptography takes a third of a second to load: beside the store, not after it.
      var loading = CompletableFuture.supplyAsync(CryptoProvider::load);
      var loadingCurve = CompletableFuture.supplyAsync(Secp256k1::load);
      this.database =
          opened.add(
              config
                  .postgres()
                  .map(Database::postgres)
                  .orElseGet(() -> Database.embedded(config.dataFolder())));
      var vault = Vault.open(database, config.masterKeyFile(), secrets);
      this.provider = loading.join();
      var rs256 = new Rs256(provider);
      var publicUrl = config.publicUrl();
      boolean dev = config.mode() == Mode.DEV;
      this.environments = new Environments(database, vault, secrets, urls(config), clock);
      var hostnames = new CustomHostnames(database, environments, publicUrl, dev, secrets, clock);
      var audit = new AuditLog(secrets);
      var mailroom = opened.add(Mailroom.open(config.mail(), database, vault, secrets, clock));
      var limits = opened.add(new Limits(config.limits(), database, clock));
      var challenges = new Challenges(database, limits, clock);
      var nonces = new Nonces(vault, secrets, clock);
      var testAccounts = new TestAccounts(database, secrets, clock);
      var users = new Users(secrets);
      var credentials = new Credentials(users, secrets);
      var sightings = opened.add(new Sightings(database));
      var sessions = new Sessions(database, sightings, audit, secrets, clock);
      var stock = opened.add(new KeyStock(rs256));
      var local = new LocalKeyStore(vault, stock, provider, rs256);
      var keys = new SigningKeys(database, keyStores(config, local), clock);
      keys.requireStores();
      var rotation =
          new KeyRotation(
              database, environments, keys, sessions, audit, config.keyRotation(), clock);
      var issuer = new TokenIssuer(keys, publicUrl, secrets);
      var revocations = new Revocations(database, environments, sessions, keys, publicUrl, clock);
      var verifier = new TokenVerifier(keys, rs256, publicUrl, clock);
      var callers = new Callers(environments, verifier, sessions);
      var email = new EmailCode(config.emailCode(), testAccounts, vault, secrets);
      var knownDevices = new KnownDevices(database, sessions, audit, secrets);
      var devices = new Devices(nonces, provider);
      var asking = new Asking(database, challenges, mailroom.outbox(), limits, clock);
      var merges = new Merges(users, credentials, sessions, knownDevices, audit);
      var linking = new Linking(credentials, merges, sessions, audit);
      var signIn =
          new SignIn(
              database,
              challenges,
              credentials,
              sessions,
              issuer,
              devices,
              knownDevices,
              linking,
              clock);
      var outbound = opened.add(new Outbound(reach(config)));
      // No setting holds RPC URLs yet: keys prove themselves, smart accounts cannot.
      var chains = Chains.all(provider, loadingCurve.join(), outbound, ChainSettings::rpcUrls);
      var walletSignIn =
          new WalletSignIn(
              database,
              new Wallets(chains, MessageRules.STANDARD.withOwn(publicUrl.origin()), clock),
              nonces,
              devices,
              signIn,
              linking,
              merges,
              credentials,
              clock);
      var signOut = new SignOut(database, sessions, clock);
      var departure = new Departure(users, credentials, sessions, knownDevices, audit);
      var self = new Self(database, users, credentials, departure, asking, email, audit, clock);
      var visitors = new Visitors(publicUrl);
      var cookies = new CookieMode(publicUrl, clock);
      var visits = new Visits(database, secrets, clock);
      this.housekeeping =
          opened.add(
              new Housekeeping(
                  database,
                  challenges,
                  nonces,
                  limits,
                  mailroom.outbox(),
                  merges,
                  rotation::tend,
                  clock));
      var checks =
          opened.add(new HostnameChecks(hostnames, new Dns(config.dnsServer()), publicUrl));
      this.organizations = new Organizations(database, environments, keys, secrets, clock);
      var access = new AdminAccess(config.adminToken(), callers);
      var adminUsers = new AdminUsers(database, users, credentials, sessions, departure, clock);

      List<Routes> routes = new ArrayList<>();
      routes.add(new HealthRoutes(database));
      routes.add(new ClientGateRoutes(environments, hostnames, limits, publicUrl));
      routes.add(new JwksRoutes(environments, keys));
      routes.add(new RevocationRoutes(environments, revocations));
      routes.add(new BootstrapRoutes(environments, nonces, visits, limits));
      routes.add(
          new EmailRoutes(environments, cookies, email, asking, signIn, callers, visitors, limits));
      routes.add(new WalletRoutes(environments, cookies, walletSignIn, callers, visitors, limits));
      routes.add(new SessionRoutes(environments, cookies, signIn, signOut, callers, visitors));
      routes.add(new DeviceRoutes(environments, cookies, knownDevices, callers, clock));
      var ownSessions = new OwnSessions(database, sessions, clock);
      routes.add(new OwnSessionRoutes(environments, cookies, ownSessions, callers));
      routes.add(new UserRoutes(environments, cookies, self, signIn, callers, visitors));
      routes.add(new AdminGateRoutes(access, limits));
      routes.add(new OrganizationRoutes(organizations));
      routes.add(new EnvironmentRoutes(environments, organizations));
      routes.add(new KeyRoutes(environments, keys, rotation));
      routes.add(new HostnameRoutes(environments, hostnames, checks, publicUrl));
      routes.add(new TestAccountRoutes(environments, testAccounts));
      routes.add(new VisitorRoutes(environments, visits));
      routes.add(new StatisticsRoutes(environments, database, clock));
      routes.add(new AdminUserRoutes(environments, adminUsers));
      routes.add(new AdminSessionRoutes(environments, database, sessions, adminUsers));
      routes.add(
          new MessageRoutes(
              environments, mailroom.messages(), (request, _) -> access.require(request.bearer())));
      routes.addAll(pages(config, mailroom, access));
      this.http = opened.add(HttpServer.start(http(config), routes));
      // Whoever waits for a message is let go before the requests are waited for.
      opened.add(mailroom.inbox());
      opened.add(revocations);
      stock.start();
      housekeeping.start();
      checks.start();
      limits.start();
      sightings.start();
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /// In `dev` the inbox is open to this machine, and a demo is served beside it.
  private List<Routes> pages(Config config, Mailroom mailroom, AdminAccess access) {
    return switch (config.mode()) {
      case DEV ->
          List.of(
              InboxRoutes.local(environments, mailroom.inbox(), Server::spelling),
              new InboxPageRoutes(environments),
              new DemoRoutes(organizations));
      case SERVE ->
          List.of(
              InboxRoutes.guarded(
                  environments,
                  mailroom.inbox(),
                  Server::spelling,
                  (request, _) -> access.require(request.bearer())));
    };
  }

  /// The first makes the new keys.
  private static List<SigningKeyStore> keyStores(Config config, LocalKeyStore local) {
    return config
        .pkcs11()
        .map(token -> List.of(Pkcs11KeyStore.open(token), local))
        .orElse(List.of(local));
  }

  private static String spelling(String typed) {
    return EmailAddress.of(typed).value();
  }

  private static HttpSettings http(Config config) {
    var plain = HttpSettings.of(config.host(), config.port());
    return new HttpSettings(
        plain.host(),
        plain.port(),
        plain.maxBodyBytes(),
        config.publicUrl().secure(),
        plain.requestLog(),
        plain.idle(),
        plain.arrival(),
        config.proxies());
  }

  private static Reach reach(Config config) {
    return config.mode() == Mode.DEV ? Reach.LOOPBACK_TOO : Reach.PUBLIC;
  }

  private static Urls urls(Config config) {
    return config.mode() == Mode.DEV ? Urls.LOOPBACK_TOO : Urls.HTTPS_ONLY;
  }

  /// The store, for tests that count what it holds.
  public Database database() {
    return database;
  }

  /// What else is done once a minute, for tests whose clock does not wait.
  public void tidy() {
    housekeeping.sweep();
  }

  /// Every operation there is, as `GET /path/{parameter}`.
  public List<String> operations() {
    return http.operations();
  }

  public int port() {
    return http.port();
  }

  /// The project that `dev` begins with.
  public Demo demo() {
    return new Demo(organizations);
  }

  String storeKind() {
    return database.kind();
  }

  String signaturesBy() {
    return provider.name();
  }

  /// Last opened, first closed: requests end before the store does.
  @Override
  public void close() {
    opened.close();
  }
}
