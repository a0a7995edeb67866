package dev.countersign.support;

import dev.countersign.Config;
import dev.countersign.Server;
import dev.countersign.base.Json;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.db.PostgresUrl;
import dev.countersign.environment.Kind;
import dev.countersign.hostname.DnsServer;
import dev.countersign.limit.LimitSettings;
import dev.countersign.token.Pkcs11Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A whole server on a free port of this machine, on either store. Only its clock is ours.
public final class TestServer implements AutoCloseable {
  public static final String ADMIN = Furnished.ADMIN;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

  public final TestClock clock;
  private final Furnished furnished;
  private Config config;
  private Server server;

  public TestServer(Stores store) {
    this(store, LimitSettings.lifted(Map.of()));
  }

  public TestServer(Stores store, LimitSettings limits) {
    this(store, limits, Optional.empty(), Optional.empty());
  }

  /// One that asks this resolver about custom hostnames.
  public TestServer(Stores store, DnsServer dnsServer) {
    this(store, LimitSettings.lifted(Map.of()), Optional.of(dnsServer), Optional.empty());
  }

  /// One whose new signing keys are made in this token.
  public TestServer(Stores store, Pkcs11Settings token) {
    this(store, LimitSettings.lifted(Map.of()), Optional.empty(), Optional.of(token));
  }

  private TestServer(
      Stores store,
      LimitSettings limits,
      Optional<DnsServer> dnsServer,
      Optional<Pkcs11Settings> token) {
    this(Furnished.of(store), limits, dnsServer, token);
  }

  private TestServer(
      Furnished furnished,
      LimitSettings limits,
      Optional<DnsServer> dnsServer,
      Optional<Pkcs11Settings> token) {
    this(furnished, Furnished.config(furnished.copy(), limits, dnsServer, token), new TestClock());
  }

  private TestServer(Furnished furnished, Config config, TestClock clock) {
    this.furnished = furnished;
    this.config = config;
    this.clock = clock;
    this.server = Server.start(config, clock, new Secrets());
  }

  /// A further node of the same deployment, on the same PostgreSQL, with the same clock.
  public TestServer another() {
    return new TestServer(furnished, Furnished.beside(config), clock);
  }

  /// What was this server's, from this database and with the same key and address.
  public TestServer onPostgres(PostgresUrl url) {
    return new TestServer(furnished, Furnished.moved(config, url), clock);
  }

  /// A further project: its sandbox and live environment are tenants like all others.
  public Map<Kind, UUID> project() {
    Reply made =
        admin(
            "POST",
            "/organizations/" + furnished.organization + "/projects",
            Map.of("name", "Project"));
    var ids = new EnumMap<Kind, UUID>(Kind.class);
    for (var environment : made.body().at("/project/projectEnvironments")) {
      ids.put(
          Kind.valueOf(environment.path("environmentName").asString().toUpperCase(Locale.ROOT)),
          UUID.fromString(environment.path("id").asString()));
    }
    return ids;
  }

  public UUID sandbox() {
    return furnished.sandbox;
  }

  public UUID live() {
    return furnished.live;
  }

  public String origin() {
    return config.publicUrl().origin();
  }

  /// The same store and clock, after a stop and a start.
  public void restart() {
    stop();
    startAgain();
  }

  /// From the next start on, which is now.
  public void rotateKeysEvery(Duration period) {
    stop();
    config = Furnished.rotating(config, period);
    startAgain();
  }

  public void stop() {
    server.close();
  }

  public void startAgain() {
    server = Server.start(config, clock, new Secrets());
  }

  /// What is done once a minute by itself.
  public void tidy() {
    server.tidy();
  }

  public Config config() {
    return config;
  }

  /// The store behind the running server, for tests that count what it holds.
  public Database store() {
    return server.database();
  }

  public long count(String table) {
    return store().read(tx -> tx.count("SELECT COUNT(*) FROM " + table));
  }

  public Reply admin(String method, String path, @Nullable Object body) {
    return send(method, "/api/v0" + path, body, Map.of("Authorization", "Bearer " + ADMIN));
  }

  /// Text messages, which stay in the local inbox.
  public void enableTexts(UUID environment) {
    admin(
        "POST",
        "/environments/" + environment + "/settings/providers",
        Map.of("provider", "sms", "enabledAt", "now"));
  }

  public Reply client(UUID environment, String method, String path, @Nullable Object body) {
    return client(environment, method, path, body, Map.of());
  }

  public Reply client(
      UUID environment,
      String method,
      String path,
      @Nullable Object body,
      Map<String, String> headers) {
    return send(method, "/api/v0/sdk/" + environment + path, body, headers);
  }

  public Reply send(
      String method, String path, @Nullable Object body, Map<String, String> headers) {
    byte[] bytes =
        switch (body) {
          case null -> new byte[0];
          case byte[] raw -> raw;
          case String raw -> raw.getBytes(StandardCharsets.UTF_8);
          default -> Json.bytes(body);
        };
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + config.port() + path))
            .timeout(Duration.ofSeconds(40))
            .method(method, BodyPublishers.ofByteArray(bytes))
            .header("Content-Type", "application/json");
    headers.forEach(request::header);
    try {
      return new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The newest code in the inbox of this address.
  public String code(UUID environment, String address) {
    String to = URLEncoder.encode(address, StandardCharsets.UTF_8);
    String path = "/inbox/" + environment + "/messages?limit=10&to=" + to;
    for (JsonNode message : send("GET", path, null, Map.of()).body().path("messages")) {
      if (message.path("code").isString()) return message.path("code").stringValue();
    }
    throw new AssertionError("no code for " + address);
  }

  public String create(UUID environment, String address) {
    return client(environment, "POST", "/emailVerifications/create", Map.of("email", address))
        .text("verificationUUID");
  }

  public Reply answer(UUID environment, String verification, String code) {
    var body = Map.of("verificationUUID", verification, "verificationToken", code);
    return client(environment, "POST", "/emailVerifications/signin", body);
  }

  /// The whole way in: ask for a code, read it, answer.
  public Reply signIn(UUID environment, String address) {
    String verification = create(environment, address);
    return answer(environment, verification, code(environment, address));
  }

  /// The access token of a new session.
  public String token(UUID environment, String address) {
    return signIn(environment, address).text("minifiedJwt");
  }

  public Reply as(String token, UUID environment, String method, String path) {
    return as(token, environment, method, path, null);
  }

  public Reply as(
      String token, UUID environment, String method, String path, @Nullable Object body) {
    return client(environment, method, path, body, Map.of("Authorization", "Bearer " + token));
  }

  @Override
  public void close() {
    server.close();
  }
}
