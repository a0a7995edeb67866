package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.method.social.Telegram;
import dev.countersign.signin.SocialSignIn.Ending;
import dev.countersign.token.Caller;
import java.util.Optional;

/// HTTP for Telegram and Farcaster, whose sign-ins have addresses of their own.
public final class DirectRoutes extends ClientRoutes {
  private static final String TELEGRAM = BASE + "/telegram";
  private static final String FARCASTER = BASE + "/farcaster";

  private final SocialSignIn social;
  private final DirectSignIn direct;

  public DirectRoutes(Reception reception, SocialSignIn social, DirectSignIn direct) {
    super(reception);
    this.social = social;
    this.direct = direct;
  }

  @Override
  public void register(Router router) {
    router.post(TELEGRAM + "/signin", this::signInByTelegram);
    router.post(TELEGRAM + "/verify", this::linkTelegram);
    router.post(BASE + "/checkTelegramAuth", this::knowsTelegram);
    router.post(FARCASTER + "/signin", this::signInByFarcaster);
    router.post(FARCASTER + "/verify", this::linkFarcaster);
  }

  private Response signInByTelegram(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Input input = request.input();
    Optional<String> token = input.optionalText("telegramAuthToken");
    boolean create = input.optionalFlag("forceCreateUser").orElse(false);
    return strangers(
        request,
        visitor ->
            token.isPresent()
                ? direct.signInByTelegram(visitor, token.get(), create)
                : social.signIn(visitor, ending(input), request.origin()));
  }

  private Response linkTelegram(Request request) {
    Input input = request.input();
    Optional<String> token = input.optionalText("telegramAuthToken");
    return as(
        request,
        (visitor, caller) ->
            token.isPresent()
                ? direct.linkTelegram(visitor, caller, token.get())
                : social.link(visitor, caller, ending(input), request.origin()));
  }

  private Response knowsTelegram(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    String token = request.input().text("telegramAuthToken");
    if (direct.knowsTelegram(environment(request), token)) return Response.empty(204);
    throw new Refusal(Problem.NOT_FOUND, "nobody with this account");
  }

  private Response signInByFarcaster(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    return strangers(request, visitor -> direct.signInByFarcaster(visitor, request.input()));
  }

  private Response linkFarcaster(Request request) {
    return as(request, (visitor, caller) -> direct.linkFarcaster(visitor, caller, request.input()));
  }

  @FunctionalInterface
  private interface SignsIn {
    SignedIn by(Visitor visitor);
  }

  @FunctionalInterface
  private interface Links {
    SignedIn by(Visitor visitor, Caller caller);
  }

  private Response strangers(Request request, SignsIn act) {
    Environment environment = environment(request);
    Visitor visitor = visitor(environment, request);
    captcha(environment, request);
    SignedIn signedIn = act.by(visitor);
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response as(Request request, Links act) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Visitor visitor = visitor(environment, request, caller);
    SignedIn linked = act.by(visitor, caller);
    return signedIn(environment, request, linked, VerifyResponse.of(linked));
  }

  private static Ending ending(Input input) {
    return new Ending(Telegram.NAME, input.text("state"), input.text("code"), Optional.empty());
  }
}
