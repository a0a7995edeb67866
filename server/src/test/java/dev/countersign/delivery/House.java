package dev.countersign.delivery;

import dev.countersign.base.Json;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.delivery.smtp.MailFrom;
import dev.countersign.delivery.smtp.Smtp;
import dev.countersign.delivery.smtp.SmtpUrl;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Kind;
import dev.countersign.environment.Providers;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import dev.countersign.support.Stores;
import dev.countersign.support.TestClock;
import dev.countersign.support.TestFolders;
import dev.countersign.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// This room, and those before it, on one store. Only the clock is ours.
final class House implements AutoCloseable {
  static final Duration LIFETIME = Duration.ofMinutes(10);
  static final MailFrom FROM = MailFrom.parse("no-reply@mail.example.org");

  final TestClock clock = new TestClock();
  final Secrets secrets = new Secrets();
  final Bell bell = new Bell();
  final Database database;
  final Vault vault;
  final Environments environments;
  final Inbox inbox;
  private final Supplier<Database> place;
  private final Path keyFile;
  private final Deque<Runnable> opened = new ArrayDeque<>();

  House(Stores store) {
    this(store.place());
  }

  House(Supplier<Database> place) {
    this(place, TestFolders.fresh().resolve("master.key"));
  }

  private House(Supplier<Database> place, Path keyFile) {
    this.place = place;
    this.keyFile = keyFile;
    this.database = place.get();
    opened.push(database::close);
    this.vault = Vault.open(database, keyFile, secrets);
    this.environments = new Environments(database, vault, secrets, Urls.LOOPBACK_TOO, clock);
    this.inbox = new Inbox(database, new Envelopes(vault), Channels.INBOX, clock, bell);
  }

  /// Another node on the same store.
  House again() {
    House other = new House(place, keyFile);
    opened.push(other::close);
    return other;
  }

  /// This one after a stop and a start.
  House restarted() {
    database.close();
    return again();
  }

  Environment environment(Kind kind) {
    Instant now = clock.instant();
    UUID organization = secrets.randomId();
    UUID project = secrets.randomId();
    UUID id =
        database.inTransaction(
            tx -> {
              tx.update("INSERT INTO organization VALUES (?, 'Test', ?)", organization, now);
              tx.update("INSERT INTO project VALUES (?, ?, 'Test', ?)", project, organization, now);
              return environments.create(tx, project, kind, now);
            });
    return environments.get(id);
  }

  Environment named(Environment environment, String name) {
    var general = Json.object().put("emailCompanyName", name);
    return environments.change(environment, Json.object().set("general", general));
  }

  Outbox outbox(Channels channels) {
    return new Outbox(channels, new Envelopes(vault), secrets, clock, bell);
  }

  /// Into the local inbox.
  UUID keep(Environment environment, String to, String code) {
    return queue(Channels.INBOX, environment, Message.signInCode(to, code, LIFETIME));
  }

  /// Towards the mail server.
  UUID post(Environment environment, String to, String code) {
    return queue(Channels.SMTP, environment, Message.signInCode(to, code, LIFETIME));
  }

  UUID queue(Channels channels, Environment environment, Message message) {
    Outbox outbox = outbox(channels);
    return database.inTransaction(tx -> outbox.queue(tx, environment, message));
  }

  /// A courier at work until the test ends.
  void courier(String smtpUrl) {
    Smtp smtp = new Smtp(SmtpUrl.parse(smtpUrl), FROM);
    Courier courier = new Courier(database, new Envelopes(vault), smtp, sms(), clock, bell);
    opened.push(courier::close);
    courier.start();
  }

  /// Who sends text messages, to services on this machine.
  SmsSender sms() {
    var providers = new Providers(database, environments, vault, secrets, Urls.LOOPBACK_TOO, clock);
    Outbound outbound = new Outbound(Reach.LOOPBACK_TOO);
    opened.push(outbound::close);
    return new SmsSender(environments, providers, outbound, clock);
  }

  /// Lets time pass, and the courier notice.
  void pass(Duration time) {
    clock.pass(time);
    bell.ring(new Bell.Sound.Queued());
  }

  Messages.Status status(Environment environment, UUID id) {
    return new Messages(database)
        .recent(environment, 100).stream()
            .filter(status -> status.id().equals(id))
            .findFirst()
            .orElseThrow();
  }

  Messages.Status await(Environment environment, UUID id, String state) {
    await(() -> status(environment, id).state().equals(state));
    return status(environment, id);
  }

  Messages.Status awaitError(Environment environment, UUID id) {
    await(() -> status(environment, id).lastError() != null);
    return status(environment, id);
  }

  /// Fails after some seconds: what these tests wait for takes milliseconds.
  static void await(BooleanSupplier met) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!met.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("this did not come about");
      sleep(Duration.ofMillis(5));
    }
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  long count(String condition) {
    return database.read(tx -> tx.count("SELECT COUNT(*) FROM outbox_message WHERE " + condition));
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) opened.pop().run();
  }
}
