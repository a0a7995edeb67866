package dev.countersign.signin;

import dev.countersign.access.Access;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.token.Caller;
import dev.countersign.token.UserDocument;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the caller's own record.
public final class UserRoutes extends ClientRoutes {
  private static final String USERS = BASE + "/users";

  private final Self self;
  private final UpdateGuard guard;
  private final RecoveryList recovery;
  private final SignIn signIn;

  public UserRoutes(
      Reception reception, Self self, UpdateGuard guard, RecoveryList recovery, SignIn signIn) {
    super(reception);
    this.self = self;
    this.guard = guard;
    this.recovery = recovery;
    this.signIn = signIn;
  }

  @Override
  public void register(Router router) {
    router.get(USERS, this::read);
    router.put(USERS, this::update);
    router.delete(USERS, this::delete);
    router.get(USERS + "/check", this::check);
  }

  private Response read(Request request) {
    Environment environment = environment(request);
    Caller caller = pending(environment, request);
    var owner = self.read(environment, caller);
    Access access = signIn.access(environment, caller, owner);
    return Response.json(200, UserDocument.of(owner, caller.session(), access));
  }

  private Response update(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Visitor visitor = visitor(environment, request, caller);
    boolean acknowledges = UpdateGuard.acknowledges(request.input());
    guard.pass(visitor, caller, request.input(), request.header("x-mfa-auth-token"));
    Self.Updated updated = self.update(environment, caller, request.input());
    if (acknowledges) recovery.acknowledge(environment, caller);
    SignedIn signedIn = signIn.reissue(visitor, caller, updated.owner());
    return signedIn(environment, request, signedIn, VerifyResponse.updated(signedIn, updated));
  }

  private Response delete(Request request) {
    Environment environment = environment(request);
    self.delete(environment, caller(environment, request));
    return forgotten(environment, request, Response.empty(204));
  }

  private Response check(Request request) {
    Environment environment = environment(request);
    caller(environment, request);
    String field = required(request, "filter[field]");
    String value = required(request, "filter[value]");
    ObjectNode body = Json.object();
    body.put("field", field);
    body.put("value", value);
    body.put("available", self.available(environment, field, value));
    return Response.json(200, body);
  }

  private static String required(Request request, String name) {
    return request
        .query(name)
        .orElseThrow(() -> new Refusal(Problem.BAD_REQUEST, name + " is missing"));
  }
}
