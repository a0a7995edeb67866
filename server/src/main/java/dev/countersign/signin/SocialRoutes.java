package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.method.social.Flows;
import dev.countersign.method.social.Flows.Beginner;
import dev.countersign.signin.GrantedTokens.Granted;
import dev.countersign.signin.SocialSignIn.Ending;
import dev.countersign.token.Caller;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for sign-in by an account at a provider, as apps speak it. Where browsers go is in
/// `SocialPageRoutes`.
public final class SocialRoutes extends ClientRoutes {
  private static final String PROVIDER = BASE + "/providers/{provider}";

  private final SocialSignIn social;
  private final SocialUrls urls;
  private final GrantedTokens tokens;

  public SocialRoutes(
      Reception reception, SocialSignIn social, SocialUrls urls, GrantedTokens tokens) {
    super(reception);
    this.social = social;
    this.urls = urls;
    this.tokens = tokens;
  }

  @Override
  public void register(Router router) {
    router.post(PROVIDER + "/initAuth", this::begin);
    router.get(PROVIDER + "/loginUrl", this::loginUrl);
    router.post(PROVIDER + "/oauthResult", this::result);
    router.post(PROVIDER + "/signIn", this::signIn);
    router.post(PROVIDER + "/verify", this::verify);
    router.get(BASE + "/oauthAccounts/{oauthAccountId}/accessToken", this::accessToken);
  }

  private Response begin(Request request) {
    limit(Limit.SOCIAL_START_PER_IP, request);
    Environment environment = environment(request);
    Input input = request.input();
    social.begin(
        environment,
        request.path("provider"),
        input.text("state"),
        input.optionalText("redirectUrl"),
        new Beginner(request.origin(), callerIfAny(environment, request).map(Caller::userId)));
    return Response.empty(204);
  }

  private Response loginUrl(Request request) {
    Environment environment = environment(request);
    String provider = social.requireOn(environment, request.path("provider"));
    return Response.json(200, Map.of("url", urls.login(environment.id(), provider)));
  }

  private Response result(Request request) {
    Flows.Result result =
        social.result(
            environment(request), request.path("provider"), request.input().text("state"));
    ObjectNode body = Json.object().put("status", result.completed() ? "completed" : "pending");
    result.error().ifPresent(error -> body.put("error", error));
    return Response.json(200, body);
  }

  private Response signIn(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Visitor visitor = visitor(environment, request);
    captcha(environment, request);
    SignedIn signedIn = social.signIn(visitor, ending(request), request.origin());
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response verify(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Visitor visitor = visitor(environment, request, caller);
    SignedIn linked = social.link(visitor, caller, ending(request), request.origin());
    return signedIn(environment, request, linked, VerifyResponse.of(linked));
  }

  private Response accessToken(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    UUID id = Input.uuid("account id", request.path("oauthAccountId"));
    Granted granted = tokens.own(environment, caller.userId(), id);
    return Response.json(
        200, Map.of("accessToken", granted.accessToken(), "scopes", granted.scopes()));
  }

  private static Ending ending(Request request) {
    Input input = request.input();
    return new Ending(
        request.path("provider"),
        input.text("state"),
        input.text("code"),
        input.optionalText("codeVerifier"));
  }
}
