package dev.countersign.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A double of the server: the same two documents, signed by real keys, and whatever goes wrong with
/// them. The real server is verified in the server's own tests.
final class FakeServer implements AutoCloseable {
  static final String ENVIRONMENT = "15917fba-ce7b-4227-9f31-428b75c2f4c2";
  static final String SITE = "https://shop.example.org";

  final SettableClock clock = new SettableClock();
  final AtomicInteger keyFetches = new AtomicInteger();
  final AtomicInteger listFetches = new AtomicInteger();
  volatile List<Map<String, Object>> jwks = List.of(Signer.FIRST.jwk());

  /// Instead of the key set, if there is one.
  volatile @Nullable Answer keysInstead;

  /// Instead of the list, if there is one.
  volatile @Nullable Answer listInstead;

  /// The list as it is signed, and the digit of its ETag.
  private String list = "";

  private int version;

  private final HttpServer http;
  private final ExecutorService workers = Executors.newCachedThreadPool();

  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  FakeServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String folder = "/api/v0/sdk/" + ENVIRONMENT + "/.well-known/";
    http.createContext(folder + "jwks", exchange -> serve(exchange, this::keys));
    http.createContext(folder + "revocations", exchange -> serve(exchange, this::revocations));
    http.setExecutor(workers);
    http.start();
  }

  URI baseUrl() {
    return URI.create("http://localhost:" + http.getAddress().getPort());
  }

  AccessTokenVerifierBuilder verifier() {
    return AccessTokenVerifier.of(baseUrl(), ENVIRONMENT).audience(SITE).clock(clock);
  }

  /// The claims of a good access token.
  Map<String, Object> claims() {
    var claims = new HashMap<String, Object>();
    claims.put("iss", baseUrl().getAuthority() + "/" + ENVIRONMENT);
    claims.put("aud", SITE);
    claims.put("sub", "user");
    claims.put("sid", "session");
    claims.put("environment_id", ENVIRONMENT);
    claims.put("iat", clock.seconds());
    claims.put("exp", clock.seconds() + 7200);
    claims.put("token_use", "access");
    claims.put("scope", "user:basic");
    return claims;
  }

  Map<String, Object> claims(String name, @Nullable Object value) {
    Map<String, Object> claims = claims();
    if (value == null) claims.remove(name);
    else claims.put(name, value);
    return claims;
  }

  /// A list that lives for two minutes.
  Map<String, Object> revoked(List<String> sessions) {
    var claims = new HashMap<String, Object>();
    claims.put("iss", baseUrl().getAuthority() + "/" + ENVIRONMENT);
    claims.put("environment_id", ENVIRONMENT);
    claims.put("iat", clock.seconds());
    claims.put("exp", clock.seconds() + 120);
    claims.put("sessions", sessions);
    claims.put("keys", List.of());
    return claims;
  }

  void publish(Map<String, Object> claims) {
    publish(
        Signer.FIRST.sign(
            Signer.FIRST.header("revocations+jwt"), JSONObjectUtils.toJSONString(claims)));
  }

  synchronized void publish(String signed) {
    list = signed;
    version++;
    notifyAll();
  }

  private void keys(HttpExchange exchange) throws IOException, InterruptedException {
    keyFetches.incrementAndGet();
    Answer instead = keysInstead;
    if (instead != null) instead.to(exchange);
    else text(exchange, 200, JSONObjectUtils.toJSONString(Map.of("keys", jwks)));
  }

  private void revocations(HttpExchange exchange) throws IOException, InterruptedException {
    listFetches.incrementAndGet();
    Answer instead = listInstead;
    if (instead != null) instead.to(exchange);
    else longPoll(exchange);
  }

  private void longPoll(HttpExchange exchange) throws IOException, InterruptedException {
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    String prefer = exchange.getRequestHeaders().getFirst("Prefer");
    long seconds = prefer == null ? 0 : Long.parseLong(prefer.replace("wait=", ""));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    String body;
    synchronized (this) {
      while (etag().equals(known) && System.nanoTime() < end) wait(100);
      exchange.getResponseHeaders().set("ETag", etag());
      body = Objects.equals(known, etag()) ? "" : list;
    }
    if (body.isEmpty()) exchange.sendResponseHeaders(304, -1);
    else text(exchange, 200, body);
  }

  private String etag() {
    return "\"" + version + "\"";
  }

  static void text(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static Answer status(int status) {
    return exchange -> text(exchange, status, "no");
  }

  private static void serve(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      answer.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    http.stop(0);
  }
}
