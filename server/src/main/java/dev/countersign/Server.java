package dev.countersign;

import dev.countersign.admin.AdminAccess;
import dev.countersign.admin.HealthRoutes;
import dev.countersign.admin.Organizations;
import dev.countersign.base.Secrets;
import dev.countersign.credential.EmailAddress;
import dev.countersign.credential.PhoneNumber;
import dev.countersign.crypto.Rs256;
import dev.countersign.db.Database;
import dev.countersign.delivery.InboxPageRoutes;
import dev.countersign.delivery.InboxRoutes;
import dev.countersign.demo.DemoRoutes;
import dev.countersign.fake.FakeProvider;
import dev.countersign.fake.FakeProviderRoutes;
import dev.countersign.hostname.Dns;
import dev.countersign.hostname.HostnameChecks;
import dev.countersign.http.HttpServer;
import dev.countersign.http.HttpSettings;
import dev.countersign.http.Routes;
import dev.countersign.signin.Housekeeping;
import dev.countersign.signin.Housekeeping.Room;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The running server: every room, built in the order of the map, started and stopped as one.
public final class Server implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("[+]?[0-9][0-9 ()-]+");

  private final Opened opened = new Opened();
  private final Foundation foundation;
  private final Organizations organizations;
  private final Housekeeping housekeeping;
  private final HttpServer http;

  /// Starts all of it, or closes again what was opened and tells why.
  public static Server start(Config config, Clock clock, Secrets secrets) {
    return new Server(config, clock, secrets);
  }

  private Server(Config config, Clock clock, Secrets secrets) {
    try {
      var on = new Foundation(config, clock, secrets, opened);
      this.foundation = on;
      this.housekeeping =
          opened.add(new Housekeeping(on.database, rooms(on), on.rotation::tend, clock));
      var checks =
          opened.add(
              new HostnameChecks(on.hostnames, new Dns(config.dnsServer()), config.publicUrl()));
      this.organizations = new Organizations(on.database, on.environments, on.keys, secrets, clock);
      var access = new AdminAccess(config.adminToken(), on.callers);
      List<Routes> routes = new ArrayList<>();
      routes.add(new HealthRoutes(on.database));
      routes.addAll(ClientSide.routes(on));
      routes.addAll(AdminSide.routes(on, access, organizations, checks));
      routes.addAll(pages(access));
      this.http = opened.add(HttpServer.start(http(config), routes));
      // Whoever waits for a message is let go before the requests are waited for.
      opened.add(on.mailroom.inbox());
      opened.add(on.revocations);
      on.stock.start();
      housekeeping.start();
      checks.start();
      on.limits.start();
      on.sightings.start();
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /// What ends by itself and is then swept away.
  private static List<Room> rooms(Foundation on) {
    return List.of(
        on.challenges::sweep,
        on.nonces::sweep,
        on.limits::sweep,
        on.mailroom.outbox()::sweep,
        on.merges::sweep,
        on.assertions::sweep,
        on.elevations::sweep,
        on.mfaTokens::sweep,
        on.approvals::sweep,
        on.flows::sweep,
        on.passkeys::sweep);
  }

  /// In `dev` the inbox is open to this machine, and a demo is served beside it.
  private List<Routes> pages(AdminAccess access) {
    var environments = foundation.environments;
    var inbox = foundation.mailroom.inbox();
    return switch (foundation.config.mode()) {
      case DEV ->
          List.of(
              InboxRoutes.local(environments, inbox, Server::spelling),
              new InboxPageRoutes(environments),
              new FakeProviderRoutes(fakeProvider(), foundation.config.publicUrl()),
              new DemoRoutes(organizations));
      case SERVE ->
          List.of(
              InboxRoutes.guarded(
                  environments,
                  inbox,
                  Server::spelling,
                  (request, _) -> access.require(request.bearer())));
    };
  }

  private FakeProvider fakeProvider() {
    return new FakeProvider(new Rs256(foundation.provider), foundation.secrets, foundation.clock);
  }

  private static String spelling(String typed) {
    String text = typed.strip();
    // In a query a plus sign that was not encoded has become a space.
    return NUMBER.matcher(text).matches()
        ? PhoneNumber.of(text.startsWith("+") ? text : "+" + text).value()
        : EmailAddress.of(text).value();
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

  /// The store, for tests that count what it holds.
  public Database database() {
    return foundation.database;
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
    return new Demo(
        organizations,
        foundation.environments,
        foundation.providers,
        foundation.config.publicUrl());
  }

  String storeKind() {
    return foundation.database.kind();
  }

  String signaturesBy() {
    return foundation.provider.name();
  }

  /// Last opened, first closed: requests end before the store does.
  @Override
  public void close() {
    opened.close();
  }
}
