package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.challenge.Prompt;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.method.AuthenticationMethod.Ceremony;
import dev.countersign.token.Caller;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for codes that are sent to somebody, by mail or as a text. Reads the request, makes one
/// call, writes the answer; no rule lives here.
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

  public CodeRoutes(Reception reception, Way way, Asking asking, SignIn signIn) {
    super(reception);
    this.way = way;
    this.method = way.method();
    this.asking = asking;
    this.signIn = signIn;
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
    limit(Limit.CODE_SEND_PER_IP, request);
    Environment environment = environment(request);
    captcha(environment, request);
    Optional<UUID> askedBy = callerIfAny(environment, request).map(Caller::userId);
    Prompt prompt = asking.ask(environment, method, request.input(), askedBy);
    return Response.json(201, way.handle().apply(prompt));
  }

  private Response retry(Request request) {
    limit(Limit.CODE_SEND_PER_IP, request);
    Environment environment = environment(request);
    captcha(environment, request);
    Prompt prompt = asking.askAgain(environment, method, request.input());
    return Response.json(201, way.handle().apply(prompt));
  }

  private Response signIn(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Visitor visitor = visitor(environment, request);
    Input input = request.input();
    SignedIn signedIn = signIn.finish(visitor, method, challengeId(input), input);
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response verify(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Visitor visitor = visitor(environment, request, caller);
    Input input = request.input();
    SignedIn linked = signIn.link(visitor, caller, method, challengeId(input), input);
    return signedIn(environment, request, linked, VerifyResponse.done(linked));
  }

  private static UUID challengeId(Input input) {
    return input.uuid("verificationUUID");
  }
}
