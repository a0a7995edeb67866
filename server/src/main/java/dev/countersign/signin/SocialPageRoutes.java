package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.PublicUrl;
import dev.countersign.http.Cookie;
import dev.countersign.http.Handler;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.method.social.ClientChallenge;
import dev.countersign.method.social.Flows;
import dev.countersign.method.social.Flows.Onwards;
import dev.countersign.method.social.Telegram;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the stations of a browser on its way through a provider. A person is there to see what
/// is refused, so that is a page.
public final class SocialPageRoutes implements Routes {
  private static final String BASE = "/api/v0/sdk/{environmentId}/providers";
  private static final String PROVIDER = BASE + "/{provider}";
  private static final int BROWSER_LENGTH = 43;
  private static final Pattern BROWSER = Pattern.compile("[A-Za-z0-9]{43}");
  private static final String TELEGRAM = "/api/v0/sdk/{environmentId}/telegram/auth";
  private static final String COINBASE = "coinbasesocial";
  private static final String FORM = "form";

  /// Of what is posted; an ID token is asked for anew.
  private static final Set<String> POSTED = Set.of("state", "code", "user", "error");

  /// What a client calls the widget's fields, and what the widget does.
  private static final Map<String, String> FIELDS =
      Map.of(
          "id", "id",
          "hash", "hash",
          "authDate", "auth_date",
          "firstName", "first_name",
          "lastName", "last_name",
          "username", "username",
          "photoURL", "photo_url");

  private final Environments environments;
  private final SocialSignIn social;
  private final SocialUrls urls;
  private final Secrets secrets;
  private final String cookieName;

  public SocialPageRoutes(
      Environments environments,
      SocialSignIn social,
      SocialUrls urls,
      PublicUrl publicUrl,
      Secrets secrets) {
    this.environments = environments;
    this.social = social;
    this.urls = urls;
    this.secrets = secrets;
    // Browsers take the prefix from https alone; there no sub-domain can set it (RFC 6265bis
    // §4.1.3).
    this.cookieName = (publicUrl.secure() ? "__Host-" : "") + "countersign-social";
  }

  @Override
  public void register(Router router) {
    router.get(PROVIDER + "/login", page(this::login));
    router.get(PROVIDER + "/redirect", page(request -> redirect(request, provider(request))));
    router.get(BASE + "/cbOauthRedirectUrl", page(request -> redirect(request, COINBASE)));
    router.get(PROVIDER + "/authorizeHtml", page(this::authorizeHtml));
    router.post(PROVIDER + "/redirect", page(this::posted));
    router.get(TELEGRAM, page(this::telegram));
    router.post(TELEGRAM, this::postedByTelegram);
  }

  /// Of what the app wrote into the address only what is its own counts: the rest is ours.
  private Response login(Request request) {
    Environment environment = environment(request);
    String browser = browser(request).orElseGet(() -> secrets.alphanumeric(BROWSER_LENGTH));
    String address =
        social.open(
            environment,
            provider(request),
            request.query("state").orElse(""),
            browser,
            ClientChallenge.read(
                request.query("code_challenge"), request.query("code_challenge_method")));
    return to(302, address)
        .with(new Cookie(cookieName, browser, Optional.empty(), Flows.LIFETIME.multipliedBy(2)));
  }

  private Response redirect(Request request, String provider) {
    Environment environment = environment(request);
    var query = new HashMap<>(request.queries());
    if (query.containsKey(FORM)) query.putAll(social.unwrapped(environment, query.remove(FORM)));
    String state = query.getOrDefault("state", "");
    Onwards onwards = social.answered(environment, provider, browser(request), query);
    return onwards
        .returnTo()
        .map(address -> to(302, ReturnAddress.with(address, state, onwards.code())))
        .orElseGet(
            () -> shown(SocialPage.message(message(provider, state, onwards), onwards.origin())));
  }

  /// Another site posts it, so the browser keeps its cookie back; it brings it to the address that
  /// it is sent on to.
  private Response posted(Request request) {
    Environment environment = environment(request);
    Map<String, String> form = request.form();
    form.keySet().retainAll(POSTED);
    String wrapped = social.wrapped(environment, form);
    return to(303, urls.redirect(environment.id(), provider(request)) + "?" + FORM + "=" + wrapped);
  }

  /// The page with the widget, and what the widget comes back to.
  private Response telegram(Request request) {
    if (request.query("hash").isPresent()) return redirect(request, Telegram.NAME);
    Environment environment = environment(request);
    String state = request.query("state").orElse("");
    String bot = social.setup(environment, Telegram.NAME).clientId();
    return shown(SocialPage.telegram(bot, urls.telegram(environment.id(), state)));
  }

  /// The same from a page that posts it.
  private Response postedByTelegram(Request request) {
    Environment environment = environment(request);
    Input input = request.input();
    var told = new HashMap<String, String>();
    told.put("state", input.text("state"));
    JsonNode user = input.members().path("telegramUser");
    FIELDS.forEach((theirs, ours) -> told.put(ours, user.path(theirs).asString("")));
    Onwards onwards = social.answered(environment, Telegram.NAME, browser(request), told);
    ObjectNode body = Json.object();
    onwards.code().ifPresent(code -> body.put("code", code));
    return Response.json(202, body);
  }

  /// A page that goes on to the login, for clients that want one.
  private Response authorizeHtml(Request request) {
    String state = request.query("state").orElse("");
    String login = urls.login(environment(request).id(), provider(request));
    return shown(SocialPage.goingOn(login + "?state=" + URLEncoder.encode(state, UTF_8)));
  }

  private static ObjectNode message(String provider, String state, Onwards onwards) {
    ObjectNode message = Json.object();
    boolean telegram = provider.equals(Telegram.NAME) && onwards.code().isPresent();
    message.put("type", telegram ? "telegram_completed" : "authorization_response");
    message.put("provider", provider);
    message.put("state", state);
    onwards
        .code()
        .ifPresentOrElse(
            code -> message.put("code", code), () -> message.put("error", "access_denied"));
    return message;
  }

  private static Response to(int status, String address) {
    return Response.empty(status).with("Location", address);
  }

  private static Response shown(SocialPage.Page page) {
    return Response.of(page.status(), "text/html; charset=utf-8", page.html().getBytes(UTF_8))
        .with("Content-Security-Policy", page.policy());
  }

  private static Handler page(Handler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (Refusal refusal) {
        if (refusal.problem() == Problem.NOT_FOUND) throw refusal;
        return shown(SocialPage.refused(refusal.problem()));
      }
    };
  }

  private Optional<String> browser(Request request) {
    return request.cookie(cookieName).filter(value -> BROWSER.matcher(value).matches());
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private String provider(Request request) {
    return social.requireOn(environment(request), request.path("provider"));
  }
}
