package dev.countersign.signin;

import dev.countersign.environment.Environment;
import dev.countersign.http.Handler;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.token.Caller;
import dev.countersign.token.Callers;

/// HTTP for the caller's own session: is it alive, refresh it, end it.
public final class SessionRoutes extends ClientRoutes {
  private final SignIn signIn;
  private final SignOut signOut;

  public SessionRoutes(Reception reception, SignIn signIn, SignOut signOut) {
    super(reception);
    this.signIn = signIn;
    this.signOut = signOut;
  }

  @Override
  public void register(Router router) {
    router.within(BASE + "/refresh", this::forgetStale);
    router.within(BASE + "/revoke", this::forgetStale);
    router.get(BASE + "/session", this::session);
    router.post(BASE + "/refresh", this::refresh);
    router.post(BASE + "/revoke", this::revoke);
  }

  private Response session(Request request) {
    Environment environment = environment(request);
    arriving(environment, request);
    return Response.empty(204);
  }

  private Response refresh(Request request) {
    Environment environment = environment(request);
    Caller caller = arriving(environment, request);
    Visitor visitor = visitor(environment, request);
    SignedIn refreshed = signIn.refresh(visitor, caller);
    return signedIn(environment, request, refreshed, VerifyResponse.of(refreshed));
  }

  private Response revoke(Request request) {
    Environment environment = environment(request);
    var leaving = leaving(environment, request);
    signOut.end(environment, leaving, request.header("x-dyn-logout-reason"));
    return forgotten(environment, request, Response.empty(204));
  }

  /// Takes a cookie that signs nobody in any more out of the browser. That of another environment
  /// below the same domain may be good there and stays.
  private Response forgetStale(Request request, Handler next) {
    Response response = next.handle(request);
    if (response.status() != 401 || request.bearer().isPresent()) return response;
    Environment environment = environment(request);
    return request
        .cookie(CookieMode.COOKIE)
        .filter(token -> !Callers.foreign(environment, token))
        .map(_ -> forgotten(environment, request, response))
        .orElse(response);
  }
}
