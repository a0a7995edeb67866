package dev.countersign.http;

import dev.countersign.base.Input;
import dev.countersign.base.Refusal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/// One request as its sender wrote it: nothing in it is proven. Belongs to one thread.
public final class Request {
  private static final int MAX_USER_AGENT = 512;
  private static final Duration LINGER = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofMillis(5);

  private final org.eclipse.jetty.server.Request exchange;
  private final String id;
  private final int maxBodyBytes;
  private final Proxies proxies;
  private final Map<String, String> parameters = HashMap.newHashMap(4);
  private String pattern = "-";
  private @Nullable Refusal refusal;
  private Proxies.@Nullable Sender sender;
  private @Nullable Map<String, List<String>> query;
  private byte @Nullable [] body;
  private @Nullable Input input;

  Request(org.eclipse.jetty.server.Request exchange, String id, int maxBodyBytes, Proxies proxies) {
    this.exchange = exchange;
    this.id = id;
    this.maxBodyBytes = maxBodyBytes;
    this.proxies = proxies;
  }

  public String method() {
    return exchange.getMethod();
  }

  /// The path as it was requested, without the query.
  public String route() {
    String path = exchange.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  public String path(String name) {
    String value = parameters.get(name);
    if (value == null) throw new IllegalArgumentException("no {" + name + "} in " + pattern);
    return value;
  }

  public Optional<String> query(String name) {
    return queryAll(name).stream().findFirst();
  }

  public List<String> queryAll(String name) {
    return parsedQuery().getOrDefault(name, List.of());
  }

  /// The first value of each name, in their order.
  public Map<String, String> queries() {
    var first = new LinkedHashMap<String, String>();
    parsedQuery().forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getHeaders().get(name));
  }

  public Optional<String> cookie(String name) {
    return org.eclipse.jetty.server.Request.getCookies(exchange).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /// The token of `Authorization: Bearer …` (RFC 6750 §2.1); empty for anything else, or for two.
  public Optional<String> bearer() {
    return Bearer.token(exchange.getHeaders().getValuesList(HttpHeader.AUTHORIZATION));
  }

  /// `null` as a text is an origin too: that of a sandboxed page.
  public Optional<String> origin() {
    return Optional.ofNullable(exchange.getHeaders().get(HttpHeader.ORIGIN));
  }

  public Optional<String> userAgent() {
    return Optional.ofNullable(exchange.getHeaders().get(HttpHeader.USER_AGENT))
        .map(agent -> agent.substring(0, Math.min(agent.length(), MAX_USER_AGENT)));
  }

  /// The React family of clients, which reads some refusals in a shape of its own.
  public boolean walletKit() {
    String version = exchange.getHeaders().get("x-dyn-version");
    return version != null && version.startsWith("WalletKit/");
  }

  /// The client's address as a literal without a zone: the peer's, or what the trusted proxies say.
  public String remoteAddress() {
    return sender().address().getHostAddress().replaceFirst("%.*", "");
  }

  /// The host that was asked for, without its port, in lower case: what a trusted proxy was asked
  /// for, where it says.
  public String host() {
    return sender()
        .host()
        .orElseGet(
            () ->
                org.eclipse.jetty.server.Request.getServerName(exchange).toLowerCase(Locale.ROOT));
  }

  /// Whether a trusted proxy says that the client came by https.
  public boolean secure() {
    return sender().secure().orElse(false);
  }

  /// The sender's own id where it is harmless, else a fresh one.
  public String id() {
    return id;
  }

  public byte[] body() {
    if (body == null) {
      var content = org.eclipse.jetty.server.Request.asInputStream(exchange);
      body = Body.read(content, exchange.getLength(), maxBodyBytes);
    }
    return body;
  }

  public Input input() {
    if (input == null)
      input = Body.json(body(), exchange.getHeaders().get(HttpHeader.CONTENT_TYPE));
    return input;
  }

  /// The fields of a posted form (HTML §4.10.21.8), the first value of each.
  public Map<String, String> form() {
    var first = new LinkedHashMap<String, String>();
    Address.query(new String(body(), StandardCharsets.UTF_8))
        .forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
  }

  /// Reads for a moment what the answer did not need: a connection that is closed while its sender
  /// still writes may take the answer with it. Whoever sends slowly or much is not waited for.
  void drain() throws InterruptedException {
    HttpFields headers = exchange.getHeaders();
    boolean sent = exchange.getLength() > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
    if (body != null || !sent || headers.contains(HttpHeader.EXPECT)) return;
    long deadline = System.nanoTime() + LINGER.toNanos();
    for (int left = maxBodyBytes; left > 0 && System.nanoTime() < deadline; ) {
      Content.Chunk chunk = exchange.read();
      if (chunk == null) {
        Thread.sleep(LOOK);
        continue;
      }
      left -= chunk.remaining();
      chunk.release();
      if (chunk.isLast() || Content.Chunk.isFailure(chunk)) return;
    }
  }

  Map<String, String> parameters() {
    return parameters;
  }

  /// Which route it is, for the log: a template names nobody.
  String pattern() {
    return pattern;
  }

  void matched(String pattern) {
    this.pattern = pattern;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  void refused(Refusal refusal) {
    this.refusal = refusal;
  }

  private Proxies.Sender sender() {
    if (sender == null)
      sender =
          proxies.sender(
              ((InetSocketAddress) exchange.getConnectionMetaData().getRemoteSocketAddress())
                  .getAddress(),
              exchange.getHeaders()::getValuesList);
    return sender;
  }

  private Map<String, List<String>> parsedQuery() {
    if (query == null) {
      String sent = exchange.getHttpURI().getQuery();
      query = sent == null ? Map.of() : Address.query(sent);
    }
    return query;
  }
}
