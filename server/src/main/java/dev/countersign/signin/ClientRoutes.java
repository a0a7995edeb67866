package dev.countersign.signin;

import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Cookie;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Routes;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What all routes of clients share: where the caller's token is read, and how a sign-in is
/// answered.
abstract class ClientRoutes implements Routes {
  static final String BASE = "/api/v0/sdk/{environmentId}";

  private final Environments environments;
  private final CookieMode cookies;

  ClientRoutes(Environments environments, CookieMode cookies) {
    this.environments = environments;
    this.cookies = cookies;
  }

  final Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  /// The access token that the request comes with, unverified: the bearer's, else, in cookie mode
  /// alone, the cookie's. Refuses a cookie that a foreign page may have had sent.
  final Optional<String> token(Environment environment, Request request) {
    Optional<String> bearer = request.bearer();
    if (bearer.isPresent() || !cookieMode(environment, request)) return bearer;
    Optional<String> cookie = request.cookie(CookieMode.COOKIE);
    if (cookie.isPresent())
      cookies.requireOwnPage(environment, request.method(), request.host(), request.origin());
    return cookie;
  }

  /// The one answer that hands out tokens: in the body, or in a cookie.
  final Response signedIn(
      Environment environment, Request request, SignedIn signedIn, ObjectNode body) {
    boolean cookieMode = cookieMode(environment, request);
    if (!cookieMode || cookies.showsTokens(environment)) {
      body.put("minifiedJwt", signedIn.tokens().accessToken());
      body.put("jwt", signedIn.tokens().idToken());
    }
    Response response = Response.json(200, body);
    if (!cookieMode) return response;
    String token = signedIn.tokens().accessToken();
    return response.with(
        new Cookie(
            CookieMode.COOKIE,
            token,
            environment.cookieDomain(request.host()),
            cookies.life(signedIn)));
  }

  /// In cookie mode, has the browser forget the token: that of the domain, and that which the host
  /// alone was given before it was a custom hostname.
  final Response forgotten(Environment environment, Request request, Response response) {
    if (!cookieMode(environment, request)) return response;
    Response hostOnly = response.with(Cookie.forgotten(CookieMode.COOKIE, Optional.empty()));
    Optional<String> domain = environment.cookieDomain(request.host());
    if (domain.isEmpty()) return hostOnly;
    return hostOnly.with(Cookie.forgotten(CookieMode.COOKIE, domain));
  }

  private boolean cookieMode(Environment environment, Request request) {
    return cookies.on(environment, request.header("x-dynamic-platform"));
  }
}
