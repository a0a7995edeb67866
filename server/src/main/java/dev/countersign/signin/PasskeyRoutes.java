package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.method.passkey.PasskeyAnswer;
import dev.countersign.method.passkey.RelyingParty;
import dev.countersign.token.Caller;
import java.util.Optional;
import java.util.UUID;

/// HTTP for passkeys. A registration without a token signs up.
public final class PasskeyRoutes extends ClientRoutes {
  private static final String PASSKEYS = BASE + "/users/passkeys";
  private static final int LONGEST_ALIAS = 100;

  private final Keys keys;

  /// What the routes call.
  public record Keys(
      PasskeyRegistration registration,
      PasskeySignIn signIn,
      PasskeyFactor factor,
      PasskeyList list) {}

  public PasskeyRoutes(Reception reception, Keys keys) {
    super(reception);
    this.keys = keys;
  }

  @Override
  public void register(Router router) {
    router.get(PASSKEYS + "/register", this::registrationOptions);
    router.post(PASSKEYS + "/register", this::register);
    router.get(PASSKEYS + "/signin", this::signInOptions);
    router.post(PASSKEYS + "/signin", this::signIn);
    router.get(PASSKEYS + "/authenticate", this::factorOptions);
    router.get(PASSKEYS, this::list);
    router.put(PASSKEYS, this::rename);
    router.delete(PASSKEYS, this::delete);
  }

  private Response registrationOptions(Request request) {
    limit(Limit.PASSKEY_START_PER_IP, request);
    Environment environment = environment(request);
    RelyingParty party = relyingParty(environment, request);
    return Response.json(
        200,
        token(environment, request).isEmpty()
            ? keys.registration().signUpOptions(environment, party)
            : keys.registration().options(environment, party, registering(environment, request)));
  }

  private Response register(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Visitor visitor = visitor(environment, request);
    if (token(environment, request).isEmpty()) {
      var answer = PasskeyAnswer.of(request.input());
      SignedIn signedUp = keys.registration().signUp(visitor, answer);
      return signedIn(environment, request, signedUp, VerifyResponse.of(signedUp));
    }
    Caller caller = registering(environment, request);
    return raised(
        environment,
        request,
        keys.registration().register(visitor.as(caller), caller, request.input()));
  }

  /// Who owes a second factor may get one, where a passkey is one.
  private Caller registering(Environment environment, Request request) {
    return PasskeyFactor.on(environment)
        ? pending(environment, request)
        : caller(environment, request);
  }

  private Response signInOptions(Request request) {
    limit(Limit.PASSKEY_START_PER_IP, request);
    Environment environment = environment(request);
    return Response.json(
        200, keys.signIn().options(environment, relyingParty(environment, request)));
  }

  private Response factorOptions(Request request) {
    limit(Limit.PASSKEY_START_PER_IP, request);
    Environment environment = environment(request);
    Caller caller = pending(environment, request);
    RelyingParty party = relyingParty(environment, request);
    return Response.json(200, keys.factor().options(environment, party, caller));
  }

  private Response signIn(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    SignedIn signedIn =
        keys.signIn().signIn(visitor(environment, request), PasskeyAnswer.of(request.input()));
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response list(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    return Response.json(200, PasskeyDocuments.list(keys.list().of(environment, caller)));
  }

  private Response rename(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Input input = request.input();
    UUID id = input.uuid("id");
    Optional<String> alias = input.optionalText("alias").map(PasskeyRoutes::alias);
    var renamed = keys.list().rename(environment, caller, id, alias);
    return Response.json(200, PasskeyDocuments.of(renamed));
  }

  private Response delete(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Visitor visitor = visitor(environment, request);
    UUID id = request.input().uuid("passkeyId");
    keys.list().delete(visitor, caller, id, request.header("x-mfa-auth-token"));
    return Response.empty(204);
  }

  private static RelyingParty relyingParty(Environment environment, Request request) {
    return RelyingParty.of(environment, request.origin(), request.query("relatedOriginRpId"));
  }

  private static String alias(String text) {
    boolean printable = text.codePoints().noneMatch(Character::isISOControl);
    if (text.isBlank() || text.length() > LONGEST_ALIAS || !printable) {
      throw new Refusal(Problem.BAD_REQUEST, "alias is not a line of up to 100 letters");
    }
    return text;
  }
}
