package dev.countersign.signin;

import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.token.Caller;
import dev.countersign.token.Callers;

/// HTTP for the caller's own session: is it alive, refresh it, end it.
public final class SessionRoutes implements Routes {
  private static final String BASE = "/api/v0/sdk/{environmentId}";

  private final Environments environments;
  private final SignIn signIn;
  private final SignOut signOut;
  private final Callers callers;
  private final Visitors visitors;

  public SessionRoutes(
      Environments environments,
      SignIn signIn,
      SignOut signOut,
      Callers callers,
      Visitors visitors) {
    this.environments = environments;
    this.signIn = signIn;
    this.signOut = signOut;
    this.callers = callers;
    this.visitors = visitors;
  }

  @Override
  public void register(Router router) {
    router.get(BASE + "/session", this::session);
    router.post(BASE + "/refresh", this::refresh);
    router.post(BASE + "/revoke", this::revoke);
  }

  private Response session(Request request) {
    callers.partial(environment(request), request.bearer());
    return Response.empty(204);
  }

  private Response refresh(Request request) {
    Environment environment = environment(request);
    Caller caller = callers.partial(environment, request.bearer());
    Visitor visitor =
        visitors.read(
            environment,
            request::header,
            request.remoteAddress(),
            request.input().optionalText("sessionPublicKey"));
    return Response.json(200, VerifyResponse.of(signIn.refresh(visitor, caller)));
  }

  private Response revoke(Request request) {
    Environment environment = environment(request);
    var leaving = callers.leaving(environment, request.bearer());
    signOut.end(environment, leaving, request.header("x-dyn-logout-reason"));
    return Response.empty(204);
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }
}
