package dev.countersign.signin;

import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.http.Cookie;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Routes;
import dev.countersign.limit.Limit;
import dev.countersign.signin.Raising.Raised;
import dev.countersign.token.Caller;
import dev.countersign.token.VerifiedToken;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What all routes of clients share: how a request is read, and how a sign-in is answered.
abstract class ClientRoutes implements Routes {
  static final String BASE = "/api/v0/sdk/{environmentId}";

  private final Reception reception;
  private final CookieMode cookies;

  ClientRoutes(Reception reception) {
    this.reception = reception;
    this.cookies = reception.cookies();
  }

  final Environment environment(Request request) {
    return reception.environments().named(request.path("environmentId"));
  }

  /// One more of what one address may ask for.
  final void limit(Limit limit, Request request) {
    reception.limits().use(limit, request.remoteAddress());
  }

  final void captcha(Environment environment, Request request) {
    reception.captchas().require(environment, request.input(), request.remoteAddress());
  }

  final Visitor visitor(Environment environment, Request request) {
    return reception
        .visitors()
        .read(
            environment,
            request::header,
            request.remoteAddress(),
            deviceCookie(environment, request),
            request.input());
  }

  final Visitor visitor(Environment environment, Request request, Caller caller) {
    return visitor(environment, request).as(caller);
  }

  /// Who is signed in, and may owe profile fields at most.
  final Caller caller(Environment environment, Request request) {
    return reception.callers().partial(environment, token(environment, request));
  }

  /// Who is signed in, and may owe a second factor.
  final Caller pending(Environment environment, Request request) {
    return reception.callers().pending(environment, token(environment, request));
  }

  /// Who is signed in, and may be on a device that is to be approved.
  final Caller arriving(Environment environment, Request request) {
    return reception.callers().arriving(environment, token(environment, request));
  }

  /// For what strangers may ask as well: clients send the token that they hold, and one that is good
  /// for nothing makes the caller a stranger.
  final Optional<Caller> callerIfAny(Environment environment, Request request) {
    Optional<String> token = token(environment, request);
    if (token.isEmpty()) return Optional.empty();
    try {
      return Optional.of(reception.callers().partial(environment, token));
    } catch (Refusal _) {
      return Optional.empty();
    }
  }

  /// Of a session that is to be ended.
  final VerifiedToken leaving(Environment environment, Request request) {
    return reception.callers().leaving(environment, token(environment, request));
  }

  /// The access token that the request comes with, unverified: the bearer's, else, in cookie mode
  /// alone, the cookie's. Refuses a cookie that a foreign page may have had sent.
  final Optional<String> token(Environment environment, Request request) {
    Optional<String> bearer = request.bearer();
    if (bearer.isPresent() || !cookieMode(environment, request)) return bearer;
    Optional<String> cookie = request.cookie(CookieMode.COOKIE);
    if (cookie.isPresent()) requireOwnPage(environment, request);
    return cookie;
  }

  /// For what a browser sends by itself: not every page may have it send that.
  final void requireOwnPage(Environment environment, Request request) {
    cookies.requireOwnPage(environment, request.method(), request.host(), request.origin());
  }

  final Optional<DeviceCookie> deviceCookie(Environment environment, Request request) {
    if (!cookieMode(environment, request)) return Optional.empty();
    return cookies.deviceCookie(environment, request.cookie(cookies.deviceCookieName()));
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
    String name = cookies.deviceCookieName();
    String token = signedIn.tokens().accessToken();
    Response answer =
        response.with(
            new Cookie(
                CookieMode.COOKIE,
                token,
                environment.cookieDomain(request.host()),
                cookies.life(signedIn)));
    return signedIn
        .deviceCookie()
        .map(kept -> new Cookie(name, kept.value(), Optional.empty(), DeviceCookie.LIFE))
        .map(answer::with)
        .orElse(answer);
  }

  /// And the token for guarded acts, where one was asked for.
  final Response raised(Environment environment, Request request, Raised raised) {
    ObjectNode body = VerifyResponse.of(raised.signedIn());
    raised.mfaToken().ifPresent(token -> body.put("mfaToken", token));
    return signedIn(environment, request, raised.signedIn(), body);
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
