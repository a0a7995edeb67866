package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Refusal;
import dev.countersign.captcha.Captchas;
import dev.countersign.challenge.Prompt;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import dev.countersign.method.AuthenticationMethod.Ceremony;
import dev.countersign.token.Caller;
import dev.countersign.token.Callers;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for codes that are sent to somebody, by mail or as a text. Reads the request, makes one call, writes the answer; no rule lives here.
public final class CodeRoutes extends ClientRoutes {
  /// One way to send codes: the name of its routes, what it asks, and how clients are told of that.
  public record Way(String name, Ceremony method, Function<Prompt, ObjectNode> handle) {
    /// Codes by mail.
    public static Way email(Ceremony method) {
      return new Way("emailVerifications", method, VerifyResponse::emailVerification);
    }

    /// Codes as text messages.
    public static Way sms(Ceremony method) {
      return new Way("smsVerifications", method, VerifyResponse::smsVerification);
    }
  }

  private final Way way;
  private final Ceremony method;
  private final Asking asking;
  private final SignIn signIn;
  private final Callers callers;
  private final Visitors visitors;
  private final Captchas captchas;
  private final Limits limits;

  public CodeRoutes(
      Environments environments,
      CookieMode cookies,
      Way way,
      Asking asking,
      SignIn signIn,
      Callers callers,
      Visitors visitors,
      Captchas captchas,
      Limits limits) {
    super(environments, cookies);
    this.way = way;
    this.method = way.method();
    this.asking = asking;
    this.signIn = signIn;
    this.callers = callers;
    this.visitors = visitors;
    this.captchas = captchas;
    this.limits = limits;
  }

  @Override
  public void register(Router router) {
    String path = BASE + "/" + way.name();
    router.post(path + "/create", this::create);
    router.post(path + "/retry", this::retry);
    router.post(path + "/signin", this::signIn);
    router.post(path + "/verify", this::verify);
  }

  private Response create(Request request) {
    limits.use(Limit.CODE_SEND_PER_IP, request.remoteAddress());
    Environment environment = environment(request);
    captchas.require(environment, request.input(), request.remoteAddress());
    Prompt prompt = asking.ask(environment, method, request.input(), askedBy(environment, request));
    return Response.json(201, way.handle().apply(prompt));
  }

  private Response retry(Request request) {
    limits.use(Limit.CODE_SEND_PER_IP, request.remoteAddress());
    Environment environment = environment(request);
    captchas.require(environment, request.input(), request.remoteAddress());
    Prompt prompt = asking.askAgain(environment, method, request.input());
    return Response.json(201, way.handle().apply(prompt));
  }

  private Response signIn(Request request) {
    limits.use(Limit.SIGN_IN_PER_IP, request.remoteAddress());
    Input input = request.input();
    SignedIn signedIn = signIn.finish(visitor(request), method, challengeId(input), input);
    return signedIn(environment(request), request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response verify(Request request) {
    limits.use(Limit.SIGN_IN_PER_IP, request.remoteAddress());
    Environment environment = environment(request);
    Caller caller = callers.partial(environment, token(environment, request));
    Input input = request.input();
    SignedIn linked = signIn.link(visitor(request), caller, method, challengeId(input), input);
    return signedIn(environment, request, linked, VerifyResponse.done(linked));
  }

  /// Clients send their token here when they hold one; a stale one makes the caller a stranger.
  private Optional<UUID> askedBy(Environment environment, Request request) {
    Optional<String> token = token(environment, request);
    if (token.isEmpty()) return Optional.empty();
    try {
      return Optional.of(callers.partial(environment, token).userId());
    } catch (Refusal _) {
      return Optional.empty();
    }
  }

  private Visitor visitor(Request request) {
    return visitors.read(
        environment(request), request::header, request.remoteAddress(), request.input());
  }

  private static UUID challengeId(Input input) {
    return input.uuid("verificationUUID");
  }
}
