package dev.countersign.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.PublicUrl;
import dev.countersign.fake.FakeProvider.Asked;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// HTTP for the fake provider: a page that asks whom to be, and the addresses that a server asks.
public final class FakeProviderRoutes implements Routes {
  private static final String BASE = "/fake-provider";

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

  private final FakeProvider provider;
  private final PublicUrl publicUrl;

  public FakeProviderRoutes(FakeProvider provider, PublicUrl publicUrl) {
    this.provider = provider;
    this.publicUrl = publicUrl;
  }

  /// The addresses to write into a provider, in the words of the admin API.
  public static Map<String, String> addresses(PublicUrl publicUrl, String name) {
    String base = publicUrl.origin() + BASE;
    return switch (name) {
      case "github" ->
          Map.of(
              "authorizationUrl", base + "/authorize",
              "tokenUrl", base + "/token",
              "userInfoUrl", base + "/github/user",
              "emailsUrl", base + "/github/emails");
      default -> Map.of("discoveryUrl", base + "/.well-known/openid-configuration");
    };
  }

  @Override
  public void register(Router router) {
    router.get(BASE + "/authorize", this::ask);
    router.get(BASE + "/chosen", this::chosen);
    router.post(BASE + "/token", this::token);
    router.get(BASE + "/userinfo", request -> told(request, FakePerson::claims));
    router.get(BASE + "/github/user", request -> told(request, FakePerson::gitHubUser));
    router.get(BASE + "/github/emails", request -> told(request, FakePerson::gitHubEmails));
    router.get(BASE + "/jwks", _ -> Response.json(200, provider.jwks()));
    router.get(BASE + "/.well-known/openid-configuration", _ -> discovery());
  }

  private String issuer() {
    return publicUrl.origin() + BASE;
  }

  private Response ask(Request request) {
    asked(request);
    String query = query(request);
    StringBuilder people = new StringBuilder();
    for (FakePerson person : FakePerson.SUGGESTED) {
      String address =
          "%s/chosen?%s&name=%s&email=%s&verified=%s"
              .formatted(
                  BASE, query, encoded(person.name()), encoded(person.email()), person.verified());
      people.append(
          "<li><a href=\"%s\">%s</a> %s (%s)</li>"
              .formatted(
                  escaped(address),
                  escaped(person.name()),
                  escaped(person.email()),
                  person.verified() ? "verified" : "not verified"));
    }
    String html =
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><title>Fake provider</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>body { font: 1rem/1.6 system-ui; max-width: 30rem; margin: 4rem auto; padding: 0 1rem }</style>
        <body><h1>Whom do you want to be?</h1>
        <p>This provider is made for development. It asks for no password.</p>
        <ul>%s</ul>
        <form action="%s/chosen">%s
        <p><label>Name <input name="name" required></label></p>
        <p><label>E-mail <input name="email" type="email" required></label></p>
        <p><label><input type="checkbox" name="verified" value="true" checked> verified</label></p>
        <p><button>Be this person</button></p></form>
        <p><a id="decline" href="%s">Say no</a></p></body></html>
        """
            .formatted(people, BASE, hidden(request), escaped(declined(request)));
    return Response.of(200, "text/html; charset=utf-8", html.getBytes(UTF_8))
        .with("Content-Security-Policy", POLICY);
  }

  private Response chosen(Request request) {
    Asked asked = asked(request);
    var person =
        new FakePerson(
            request.query("name").orElse("Nobody"),
            request.query("email").orElse(""),
            request.query("verified").filter("true"::equals).isPresent());
    String code = provider.code(person, asked);
    String state = request.query("state").orElse("");
    String address =
        "%s?code=%s&state=%s&iss=%s"
            .formatted(asked.redirectUri(), encoded(code), encoded(state), encoded(issuer()));
    return Response.empty(302).with("Location", address);
  }

  private Response token(Request request) {
    return provider
        .tokens(issuer(), request.form())
        .map(answer -> Response.json(200, answer))
        .orElseGet(() -> Response.json(400, Map.of("error", "invalid_grant")));
  }

  @FunctionalInterface
  private interface Telling {
    JsonNode of(FakePerson person);
  }

  private Response told(Request request, Telling telling) {
    return request
        .bearer()
        .flatMap(provider::person)
        .map(person -> Response.json(200, telling.of(person)))
        .orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "no token of the fake provider"));
  }

  private Response discovery() {
    return Response.json(
        200,
        Json.object()
            .put("issuer", issuer())
            .put("authorization_endpoint", issuer() + "/authorize")
            .put("token_endpoint", issuer() + "/token")
            .put("userinfo_endpoint", issuer() + "/userinfo")
            .put("jwks_uri", issuer() + "/jwks"));
  }

  /// Sent back to this server alone, whoever asks.
  private Asked asked(Request request) {
    String redirect = request.query("redirect_uri").orElse("");
    boolean ours = redirect.startsWith(publicUrl.origin() + "/") && parses(redirect);
    boolean known = request.query("client_id").filter(FakeProvider.CLIENT_ID::equals).isPresent();
    boolean code = request.query("response_type").filter("code"::equals).isPresent();
    boolean s256 = request.query("code_challenge_method").filter("S256"::equals).isPresent();
    if (!ours || !known || !code || !s256) {
      throw new Refusal(Problem.BAD_REQUEST, "not a request of a registered app");
    }
    return new Asked(
        redirect,
        request.query("scope").orElse(""),
        request.query("nonce").orElse(""),
        request.query("code_challenge").orElse(""));
  }

  private static boolean parses(String address) {
    try {
      return URI.create(address).getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String declined(Request request) {
    return request.query("redirect_uri").orElse("")
        + "?error=access_denied&state="
        + encoded(request.query("state").orElse(""));
  }

  private static String query(Request request) {
    StringBuilder query = new StringBuilder();
    request
        .queries()
        .forEach(
            (name, value) ->
                query
                    .append(query.isEmpty() ? "" : "&")
                    .append(encoded(name))
                    .append('=')
                    .append(encoded(value)));
    return query.toString();
  }

  private static String hidden(Request request) {
    StringBuilder fields = new StringBuilder();
    request
        .queries()
        .forEach(
            (name, value) ->
                fields.append(
                    "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(escaped(name), escaped(value))));
    return fields.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
