package dev.countersign.hostname;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Secrets;
import dev.countersign.environment.CustomHostnames;
import dev.countersign.environment.Environments;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.environment.VerificationRecord.RecordType;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import dev.countersign.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The life of a custom hostname, between the operator, the DNS and the browsers' cookies.
@ParameterizedClass
@EnumSource(Stores.class)
class CustomHostnamesTest {
  private static final String HOST = "auth.example.io";
  private static final String APP = "https://app.example.io";

  @AutoClose private final DnsResponder dns;
  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final UUID live;

  CustomHostnamesTest(Stores store) throws IOException {
    dns = new DnsResponder();
    server = new TestServer(store, dns.address());
    sandbox = server.sandbox();
    live = server.live();
    var storage = Map.of("security", Map.of("auth", Map.of("storage", List.of("cookie"))));
    for (UUID environment : List.of(sandbox, live))
      server.admin("PUT", "/environments/" + environment, storage);
  }

  @Test
  void tellsWhichRecordsToPublishAndWaitsForThem() {
    assertThat(list(sandbox).isArray()).isTrue();
    assertThat(list(sandbox)).isEmpty();

    Reply added = add(sandbox, "Auth.Example.io", "cookies");

    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    assertThat(added.text("hostname")).isEqualTo(HOST);
    assertThat(added.text("usage")).isEqualTo("cookies");
    assertThat(added.text("status")).isEqualTo("pending");
    assertThat(added.body().has("errors")).isFalse();
    assertRecord(added, 0, "TXT", "ownership", "_countersign." + HOST);
    assertThat(added.text("/verificationRecords/0/value")).matches("[0-9A-Za-z]{40}");
    assertRecord(added, 1, "CNAME", "alias", HOST);
    assertThat(added.text("/verificationRecords/1/value")).isEqualTo("localhost");
    assertThat(list(sandbox).path(0)).isEqualTo(added.body());
    assertThat(list(live)).isEmpty();
  }

  @Test
  void isActiveOnceTheDnsSaysWhatItShould() {
    Reply added = add(sandbox, HOST, "cookies");

    assertPending(verify(sandbox, added), "There is no TXT record of _countersign." + HOST + ".");
    publish(added);
    dns.publish("_countersign." + HOST, RecordType.TXT, "wrong");
    assertPending(verify(sandbox, added), "has another value");
    publish(added);
    dns.publish(HOST, RecordType.CNAME, "elsewhere.example.net");
    assertPending(verify(sandbox, added), "The CNAME record of " + HOST + " has another value.");
    publish(added);
    dns.fail(true);
    assertPending(verify(sandbox, added), "The DNS did not answer");
    assertThat(domainOf(signIn(sandbox, HOST))).isEmpty();
    dns.fail(false);

    Reply active = verify(sandbox, added);

    assertThat(active.text("status")).isEqualTo("active");
    assertThat(active.body().has("errors")).isFalse();
    assertThat(domainOf(signIn(sandbox, HOST))).isEqualTo("Domain=example.io");
    assertThat(domainOf(signIn(sandbox, "localhost"))).isEmpty();
  }

  @Test
  void doesNotWaitForADnsThatIsSilent() {
    Reply added = add(sandbox, HOST, "cookies");
    publish(added);
    dns.fallSilent(true);
    long begin = System.nanoTime();

    assertPending(verify(sandbox, added), "The DNS did not answer");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void findsTheRecordsByItself() throws Exception {
    publish(add(sandbox, HOST, "cookies"));

    try (HostnameChecks otherNode = otherNode()) {
      otherNode.round();
    }

    assertThat(list(sandbox).at("/0/status").asString()).isEqualTo("active");
    awaitDomain("Domain=example.io");
  }

  @Test
  void givesUpANameThatTheDnsContradictsThreeDaysInARow() throws Exception {
    active(sandbox, HOST);
    dns.clear();
    try (HostnameChecks otherNode = otherNode()) {
      for (String status : List.of("active", "active", "error")) {
        otherNode.round();
        server.clock.pass(Duration.ofDays(1));
        otherNode.round();
        assertThat(list(sandbox).at("/0/status").asString()).isEqualTo(status);
        assertThat(list(sandbox).at("/0/errors")).hasSize(2);
      }
    }
    awaitDomain("");
  }

  @Test
  void keepsANameWhoseDnsIsOutOfReach() throws Exception {
    active(sandbox, HOST);
    dns.fail(true);
    try (HostnameChecks otherNode = otherNode()) {
      for (int day = 0; day < 4; day++) {
        server.clock.pass(Duration.ofDays(1));
        otherNode.round();
      }
    }
    assertThat(list(sandbox).at("/0/status").asString()).isEqualTo("active");
    assertThat(list(sandbox).at("/0/errors")).isNotEmpty();
  }

  @Test
  void checksEachNameOnOneNode() {
    add(sandbox, HOST, "cookies");
    CustomHostnames one = hostnames();
    CustomHostnames other = hostnames();

    assertThat(one.takeDue(10)).hasSize(1);
    assertThat(other.takeDue(10)).isEmpty();

    server.clock.pass(Duration.ofMinutes(5));
    assertThat(other.takeDue(10)).hasSize(1);
  }

  @Test
  void belongsToOneEnvironment() {
    Reply mine = active(sandbox, HOST);

    assertThat(add(live, HOST, "cookies").code()).isEqualTo("duplicate_exists");
    for (String method : List.of("DELETE", "POST")) {
      String action = method.equals("POST") ? "/verify" : "";
      String path = base(live) + "/" + mine.text("id") + action;
      assertThat(server.admin(method, path, null).status()).isEqualTo(404);
    }
    assertThat(list(live)).isEmpty();
    assertThat(list(sandbox)).hasSize(1);
    assertThat(under(HOST, live, "/settings").status()).isEqualTo(404);
    assertThat(under(HOST + ":8443", live, "/settings").status()).isEqualTo(404);
    assertThat(under(HOST, sandbox, "/settings").status()).isEqualTo(200);
    assertThat(under("other.example.io", live, "/settings").status()).isEqualTo(200);

    String path = base(sandbox) + "/" + mine.text("id");
    assertThat(server.admin("DELETE", path, null).status()).isEqualTo(204);
    assertThat(server.admin("DELETE", path, null).status()).isEqualTo(404);
    assertThat(under(HOST, live, "/settings").status()).isEqualTo(200);
    assertThat(domainOf(signIn(sandbox, HOST))).isEmpty();
    assertThat(add(live, HOST, "cookies").status()).isEqualTo(201);
  }

  @Test
  void refusesNamesThatNobodyOwns() {
    for (String name :
        List.of(
            "localhost",
            "example.io",
            "me.github.io",
            "x.co.uk",
            "a.b.c1",
            "",
            "a..b.io",
            "auth.example.io.",
            "-a.example.io",
            "a_b.example.io",
            "127.0.0.1",
            "https://a.b.io",
            "a".repeat(64) + ".example.io",
            "a.".repeat(130) + "io",
            "b\u00fc.example.io")) {
      assertThat(add(sandbox, name, "cookies").code())
          .as(name)
          .isEqualTo("invalid_custom_hostname");
    }
    assertThat(add(sandbox, HOST, "tea").code()).isEqualTo("invalid_custom_hostname");
    assertThat(server.count("custom_hostname")).isZero();
  }

  @Test
  void takesLoopbackNamesAtOnceInDevelopment() {
    Reply added = add(sandbox, "auth.app.localhost", "cookies");

    assertThat(added.text("status")).isEqualTo("active");
    assertThat(domainOf(signIn(sandbox, "auth.app.localhost"))).isEqualTo("Domain=app.localhost");
    assertThat(verify(sandbox, added).text("status")).isEqualTo("active");
  }

  @Test
  void widensNoCookieForANameOfAnotherUse() {
    publish(add(sandbox, HOST, "globalWallet"));
    assertThat(verify(sandbox, add(sandbox, "wallet.example.io", "globalWallet")).status())
        .isEqualTo(200);

    assertThat(domainOf(signIn(sandbox, HOST))).isEmpty();
  }

  @Test
  void forgetsTheCookieOfTheDomainAndThatOfTheHost() {
    active(sandbox, HOST);
    String token = signIn(sandbox, HOST).text("minifiedJwt");
    var headers = Map.of("Host", HOST, "Cookie", "DYNAMIC_JWT_TOKEN=" + token, "Origin", APP);

    Reply left = server.client(sandbox, "POST", "/revoke", null, headers);

    assertThat(left.status()).isEqualTo(204);
    List<String> cookies = left.response().headers().allValues("Set-Cookie");
    assertThat(cookies).hasSize(2).allMatch(cookie -> cookie.contains("Expires=Thu, 01 Jan 1970"));
    assertThat(cookies.stream().filter(cookie -> cookie.contains("; Domain=example.io; ")))
        .hasSize(1);
  }

  @Test
  void takesInASandboxWithoutAListThePagesThatShareTheCookie() {
    active(sandbox, HOST);
    String token = signIn(sandbox, HOST).text("minifiedJwt");
    for (String page :
        List.of("https://evilexample.io", "https://example.io.evil.net", "http://localhost")) {
      assertThat(refresh(token, page).code()).as(page).isEqualTo("origin_not_allowed");
    }
    assertThat(refresh(token, "https://example.io").status()).isEqualTo(200);
    assertThat(refresh(token, "https://a.b.example.io:8443").status()).isEqualTo(200);
  }

  private Reply refresh(String token, String page) {
    var headers = Map.of("Host", HOST, "Cookie", "DYNAMIC_JWT_TOKEN=" + token, "Origin", page);
    return server.client(sandbox, "POST", "/refresh", null, headers);
  }

  private Reply active(UUID environment, String name) {
    Reply added = add(environment, name, "cookies");
    publish(added);
    Reply active = verify(environment, added);
    assertThat(active.text("status")).as(active.toString()).isEqualTo("active");
    return active;
  }

  private void publish(Reply added) {
    for (JsonNode record : added.body().path("verificationRecords"))
      dns.publish(
          record.path("name").asString(),
          RecordType.valueOf(record.path("dnsRecordType").asString()),
          record.path("value").asString());
  }

  private Reply add(UUID environment, String name, String usage) {
    return server.admin("POST", base(environment), Map.of("hostname", name, "usage", usage));
  }

  private Reply verify(UUID environment, Reply added) {
    String path = base(environment) + "/" + added.text("id") + "/verify";
    return server.admin("POST", path, null);
  }

  private JsonNode list(UUID environment) {
    return server.admin("GET", base(environment), null).body().path("customHostnames");
  }

  private static String base(UUID environment) {
    return "/environments/" + environment + "/custom/hostnames";
  }

  private Reply signIn(UUID environment, String host) {
    String address = "ada@example.org";
    var body =
        Map.of(
            "verificationUUID",
            server.create(environment, address),
            "verificationToken",
            server.code(environment, address));
    var headers = Map.of("Host", host);
    return server.client(environment, "POST", "/emailVerifications/signin", body, headers);
  }

  private Reply under(String host, UUID environment, String path) {
    return server.client(environment, "GET", path, null, Map.of("Host", host));
  }

  private static String domainOf(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    String cookie = reply.header("Set-Cookie").orElseThrow();
    return List.of(cookie.split("; ", -1)).stream()
        .filter(attribute -> attribute.startsWith("Domain="))
        .findFirst()
        .orElse("");
  }

  /// The server's own node hears of it within a second.
  private void awaitDomain(String domain) throws InterruptedException {
    for (int patience = 40; patience > 0; patience--) {
      if (domainOf(signIn(sandbox, HOST)).equals(domain)) return;
      Thread.sleep(50);
    }
    assertThat(domainOf(signIn(sandbox, HOST))).isEqualTo(domain);
  }

  private HostnameChecks otherNode() {
    var resolver = new Dns(java.util.Optional.of(dns.address()));
    return new HostnameChecks(hostnames(), resolver, server.config().publicUrl());
  }

  private CustomHostnames hostnames() {
    var secrets = new Secrets();
    var vault = Vault.open(server.store(), server.config().masterKeyFile(), secrets);
    var environments =
        new Environments(server.store(), vault, secrets, Urls.LOOPBACK_TOO, server.clock);
    return new CustomHostnames(
        server.store(), environments, server.config().publicUrl(), true, secrets, server.clock);
  }

  private static void assertPending(Reply reply, String error) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.text("status")).isEqualTo("pending");
    assertThat(reply.body().path("errors").toString()).contains(error);
  }

  private static void assertRecord(Reply reply, int at, String type, String purpose, String name) {
    JsonNode record = reply.body().at("/verificationRecords/" + at);
    assertThat(record.path("dnsRecordType").asString()).isEqualTo(type);
    assertThat(record.path("verificationType").asString()).isEqualTo(purpose);
    assertThat(record.path("name").asString()).isEqualTo(name);
  }
}
