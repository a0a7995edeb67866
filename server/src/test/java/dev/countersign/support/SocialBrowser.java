package dev.countersign.support;

import dev.countersign.environment.PublicUrl;
import dev.countersign.fake.FakeProvider;
import dev.countersign.fake.FakeProviderRoutes;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A browser with its cookies and the app in it, on its way through the fake provider. Each step can
/// be gone by itself.
public final class SocialBrowser {
  private static final AtomicInteger STATES = new AtomicInteger();

  private final TestServer server;
  private final UUID environment;
  private final Map<String, String> cookies = new HashMap<>();

  public SocialBrowser(TestServer server, UUID environment) {
    this.server = server;
    this.environment = environment;
  }

  /// What an operator writes to have the fake play this provider.
  public Map<String, Object> setUp(String provider) {
    var members = new HashMap<String, Object>();
    members.put("clientId", FakeProvider.CLIENT_ID);
    members.put("clientSecret", FakeProvider.CLIENT_SECRET);
    members.putAll(FakeProviderRoutes.addresses(PublicUrl.of(server.origin()), provider));
    return members;
  }

  /// Sets it up and switches it on.
  public SocialBrowser with(String provider) {
    var members = new HashMap<>(setUp(provider));
    members.put("provider", provider);
    members.put("enabledAt", "now");
    String path = "/environments/" + environment + "/settings/providers";
    Reply made = server.admin("POST", path, members);
    if (made.status() != 201) throw new IllegalStateException(made.toString());
    return this;
  }

  public static String state() {
    return "a-state-of-the-tests-" + STATES.incrementAndGet();
  }

  /// The page of the app.
  public String page() {
    return server.origin() + "/app?tab=1";
  }

  public Reply begin(String provider, String state, @Nullable String token) {
    return begin(provider, Map.of("state", state, "redirectUrl", page()), token);
  }

  public Reply begin(String provider, Map<String, String> body, @Nullable String token) {
    Map<String, String> headers =
        token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    return server.client(
        environment, "POST", "/providers/" + provider + "/initAuth", body, headers);
  }

  /// Opens an address of this server, with the cookies.
  public Reply visit(String address) {
    URI uri = URI.create(address);
    String cookie =
        cookies.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining("; "));
    Map<String, String> headers = cookie.isEmpty() ? Map.of() : Map.of("Cookie", cookie);
    String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    Reply reply = server.send("GET", path, null, headers);
    for (String set : reply.response().headers().allValues("Set-Cookie")) {
      String pair = set.substring(0, set.indexOf(';'));
      cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return reply;
  }

  public Reply login(String provider, String state, String more) {
    return visit(
        server.origin()
            + "/api/v0/sdk/"
            + environment
            + "/providers/"
            + provider
            + "/login?state="
            + encoded(state)
            + more);
  }

  /// At the provider: where the person is sent back to.
  public String choose(Reply login, String name) {
    String authorize = login.header("Location").orElseThrow(() -> new AssertionError(login));
    String email = name.toLowerCase(Locale.ROOT) + "@example.org";
    return choose(authorize, name, email, true);
  }

  public String choose(String authorize, String name, String email, boolean verified) {
    String chosen =
        authorize.replace("/authorize?", "/chosen?")
            + "&name="
            + encoded(name)
            + "&email="
            + encoded(email)
            + "&verified="
            + verified;
    return visit(chosen).header("Location").orElseThrow();
  }

  /// All the way, up to what the app ends it with.
  public Map<String, Object> goes(String provider, String name) {
    return goes(provider, name, null);
  }

  public Map<String, Object> goes(String provider, String name, @Nullable String token) {
    String state = state();
    begin(provider, state, token);
    Reply back = visit(choose(login(provider, state, ""), name));
    return ending(state, back);
  }

  /// What the page's address holds.
  public static Map<String, Object> ending(String state, Reply back) {
    String code = parameter(back, "dynamicOauthCode").orElseThrow(() -> new AssertionError(back));
    return new LinkedHashMap<>(Map.of("state", state, "code", code));
  }

  public Reply signIn(String provider, Map<String, Object> ending) {
    return server.client(environment, "POST", "/providers/" + provider + "/signIn", ending);
  }

  public Reply signIn(String provider, String name) {
    return signIn(provider, goes(provider, name));
  }

  public Reply link(String provider, String token, Map<String, Object> ending) {
    return server.as(token, environment, "POST", "/providers/" + provider + "/verify", ending);
  }

  /// A parameter of the address that an answer sends on to.
  public static Optional<String> parameter(Reply reply, String name) {
    return parameter(reply.header("Location").orElse(""), name);
  }

  public static Optional<String> parameter(String address, String name) {
    String query = URI.create(address).getRawQuery();
    if (query == null) return Optional.empty();
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
