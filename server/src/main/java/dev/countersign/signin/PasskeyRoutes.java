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

  private final PasskeySignIn passkeys;
  private final PasskeyList list;

  public PasskeyRoutes(Reception reception, PasskeySignIn passkeys, PasskeyList list) {
    super(reception);
    this.passkeys = passkeys;
    this.list = list;
  }

  @Override
  public void register(Router router) {
    router.get(PASSKEYS + "/register", this::registrationOptions);
    router.post(PASSKEYS + "/register", this::register);
    router.get(PASSKEYS + "/signin", this::signInOptions);
    router.post(PASSKEYS + "/signin", this::signIn);
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
            ? passkeys.signUpOptions(environment, party)
            : passkeys.registrationOptions(environment, party, caller(environment, request)));
  }

  private Response register(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    Visitor visitor = visitor(environment, request);
    PasskeyAnswer answer = PasskeyAnswer.of(request.input());
    SignedIn signedIn =
        token(environment, request).isEmpty()
            ? passkeys.signUp(visitor, answer)
            : register(visitor, caller(environment, request), answer);
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private SignedIn register(Visitor visitor, Caller caller, PasskeyAnswer answer) {
    return passkeys.register(visitor.as(caller), caller, answer);
  }

  private Response signInOptions(Request request) {
    limit(Limit.PASSKEY_START_PER_IP, request);
    Environment environment = environment(request);
    return Response.json(
        200, passkeys.signInOptions(environment, relyingParty(environment, request)));
  }

  private Response signIn(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    SignedIn signedIn =
        passkeys.signIn(visitor(environment, request), PasskeyAnswer.of(request.input()));
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response list(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    return Response.json(200, PasskeyDocuments.list(list.of(environment, caller)));
  }

  private Response rename(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Input input = request.input();
    UUID id = input.uuid("id");
    Optional<String> alias = input.optionalText("alias").map(PasskeyRoutes::alias);
    return Response.json(200, PasskeyDocuments.of(list.rename(environment, caller, id, alias)));
  }

  private Response delete(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    list.delete(visitor(environment, request), caller, request.input().uuid("passkeyId"));
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
