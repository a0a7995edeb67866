package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import dev.countersign.token.Caller;
import dev.countersign.token.Callers;
import java.util.Map;
import java.util.Optional;

/// HTTP for tokens of the operator's own issuers.
public final class ExternalRoutes extends ClientRoutes {
  private final CookieMode cookies;
  private final ExternalSignIn external;
  private final Assertions assertions;
  private final Callers callers;
  private final Visitors visitors;
  private final Limits limits;

  public ExternalRoutes(
      Environments environments,
      CookieMode cookies,
      ExternalSignIn external,
      Assertions assertions,
      Callers callers,
      Visitors visitors,
      Limits limits) {
    super(environments, cookies);
    this.cookies = cookies;
    this.external = external;
    this.assertions = assertions;
    this.callers = callers;
    this.visitors = visitors;
    this.limits = limits;
  }

  @Override
  public void register(Router router) {
    router.post(BASE + "/externalAuth/signin", this::signIn);
    router.post(BASE + "/externalAuth/verify", this::verify);
  }

  private Response signIn(Request request) {
    limits.use(Limit.SIGN_IN_PER_IP, request.remoteAddress());
    Environment environment = environment(request);
    String jwt = jwt(environment, request);
    Visitor visitor =
        visitors.read(environment, request::header, request.remoteAddress(), request.input());
    SignedIn signedIn =
        caller(environment, request)
            .map(caller -> external.signInAgainOrLink(visitor.as(caller), caller, jwt))
            .orElseGet(() -> external.signIn(visitor, jwt));
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response verify(Request request) {
    limits.use(Limit.SIGN_IN_PER_IP, request.remoteAddress());
    Environment environment = environment(request);
    Caller caller = callers.partial(environment, token(environment, request));
    String elevated = assertions.elevate(environment, caller, jwt(environment, request));
    return Response.json(200, Map.of("elevatedAccessToken", elevated));
  }

  /// Clients send the token that they hold: with a stale one the caller is a stranger.
  private Optional<Caller> caller(Environment environment, Request request) {
    Optional<String> token = token(environment, request);
    if (token.isEmpty()) return Optional.empty();
    try {
      return Optional.of(callers.partial(environment, token));
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.UNAUTHORIZED) return Optional.empty();
      throw refusal;
    }
  }

  /// From the body, else from the issuer's cookie, which a browser sends whoever asks: that is taken
  /// from a page of the operator's own alone.
  private String jwt(Environment environment, Request request) {
    Optional<String> posted = request.input().optionalText("jwt");
    if (posted.isPresent()) return posted.get();
    String cookie =
        environment
            .settings()
            .externalAuth()
            .cookieName()
            .flatMap(request::cookie)
            .orElseThrow(() -> new Refusal(Problem.INVALID_EXTERNAL_AUTH, "no token was sent"));
    cookies.requireOwnPage(environment, request.method(), request.host(), request.origin());
    return cookie;
  }
}
