package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.token.Caller;
import java.util.Map;
import java.util.Optional;

/// HTTP for tokens of the operator's own issuers.
public final class ExternalRoutes extends ClientRoutes {
  private final CookieMode cookies;
  private final ExternalSignIn external;
  private final Assertions assertions;

  public ExternalRoutes(Reception reception, ExternalSignIn external, Assertions assertions) {
    super(reception);
    this.cookies = reception.cookies();
    this.external = external;
    this.assertions = assertions;
  }

  @Override
  public void register(Router router) {
    router.post(BASE + "/externalAuth/signin", this::signIn);
    router.post(BASE + "/externalAuth/verify", this::verify);
  }

  private Response signIn(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    String jwt = jwt(environment, request);
    Visitor visitor = visitor(environment, request);
    SignedIn signedIn =
        callerIfAny(environment, request)
            .map(caller -> external.signInAgainOrLink(visitor.as(caller), caller, jwt))
            .orElseGet(() -> external.signIn(visitor, jwt));
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response verify(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    String elevated = assertions.elevate(environment, caller, jwt(environment, request));
    return Response.json(200, Map.of("elevatedAccessToken", elevated));
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
