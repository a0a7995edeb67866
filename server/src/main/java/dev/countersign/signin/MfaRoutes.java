package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.factor.Factor;
import dev.countersign.factor.RecoveryCodes.Codes;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.signin.FactorList.Setup;
import dev.countersign.signin.Raising.Raised;
import dev.countersign.token.Caller;
import dev.countersign.token.UserDocument;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the caller's second factors. Whoever still owes one may look at the list, get their
/// first, and prove one; all else is for those who have.
public final class MfaRoutes extends ClientRoutes {
  private static final String MFA = BASE + "/users/mfa";
  private static final String RECOVERY = MFA + "/recovery";

  private final Factoring factoring;

  /// What the routes call.
  public record Factoring(
      FactorList list,
      SecondFactor codes,
      EmailFactor email,
      PasskeyFactor passkey,
      RecoveryList recovery) {}

  public MfaRoutes(Reception reception, Factoring factoring) {
    super(reception);
    this.factoring = factoring;
  }

  @Override
  public void register(Router router) {
    router.get(MFA, this::list);
    router.get(MFA + "/methods", this::methods);
    router.get(MFA + "/register/totp", this::registerTotp);
    router.post(MFA + "/register/totp", this::confirmTotp);
    router.post(MFA + "/auth/totp", request -> prove(request, factoring.codes()::totp));
    router.post(MFA + "/auth/recovery", request -> prove(request, factoring.codes()::recovery));
    router.post(MFA + "/auth/passkey", request -> prove(request, factoring.passkey()::prove));
    router.post(MFA + "/auth/email", request -> prove(request, factoring.email()::prove));
    router.get(RECOVERY, this::recoveryCodes);
    router.post(RECOVERY, this::newRecoveryCodes);
    router.get(MFA + "/{mfaDeviceId}", this::read);
    router.put(MFA + "/{mfaDeviceId}", this::prefer);
    router.delete(MFA + "/{mfaDeviceId}", this::remove);
  }

  private Response list(Request request) {
    Environment environment = environment(request);
    List<Factor> all = factoring.list().of(environment, pending(environment, request));
    ObjectNode body = Json.object().put("count", all.size());
    body.set("devices", UserDocument.factors(all));
    return Response.json(200, body);
  }

  private Response methods(Request request) {
    Environment environment = environment(request);
    boolean verifiedOnly = request.query("verifiedOnly").filter("true"::equals).isPresent();
    Caller caller = pending(environment, request);
    List<Factor> all = factoring.list().of(environment, caller);
    ObjectNode body = Json.object();
    body.set(
        "devices",
        UserDocument.factors(
            all.stream()
                .filter(factor -> factor.method() != Method.PASSKEY)
                .filter(factor -> factor.verified() || !verifiedOnly)
                .toList()));
    ArrayNode passkeys = body.putArray("passkeys");
    factoring.passkey().of(environment, caller).stream()
        .map(PasskeyDocuments::of)
        .forEach(passkeys::add);
    body.put("userHasVerifiedMfaMethods", all.stream().anyMatch(Factor::verified));
    return Response.json(200, body);
  }

  private Response registerTotp(Request request) {
    limit(Limit.FACTOR_PER_IP, request);
    Environment environment = environment(request);
    Caller caller = pending(environment, request);
    Setup setup = factoring.list().registerTotp(visitor(environment, request, caller), caller);
    ObjectNode body = Json.object().put("id", setup.id().toString());
    body.put("type", Method.TOTP.wireName());
    body.put("secret", setup.secret()).put("uri", setup.uri());
    return Response.json(200, body);
  }

  /// As older clients confirm an app: they are answered with the device alone.
  private Response confirmTotp(Request request) {
    Environment environment = environment(request);
    Caller caller = pending(environment, request);
    limit(Limit.FACTOR_PER_IP, request);
    factoring.codes().totp(visitor(environment, request, caller), caller, request.input());
    Factor newest =
        factoring.list().of(environment, caller).stream()
            .filter(factor -> factor.method() == Method.TOTP && factor.verified())
            .reduce((_, last) -> last)
            .orElseThrow(() -> new Refusal(Problem.MFA_DEVICE_NOT_FOUND, "gone meanwhile"));
    return Response.json(200, UserDocument.factor(newest));
  }

  @FunctionalInterface
  private interface Act {
    Raised by(Visitor visitor, Caller caller, Input input);
  }

  private Response prove(Request request, Act act) {
    limit(Limit.FACTOR_PER_IP, request);
    Environment environment = environment(request);
    Caller caller = pending(environment, request);
    Visitor visitor = visitor(environment, request, caller);
    return raised(environment, request, act.by(visitor, caller, request.input()));
  }

  private Response recoveryCodes(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    return codes(factoring.recovery().read(environment, caller));
  }

  private Response newRecoveryCodes(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    return codes(factoring.recovery().renew(environment, caller));
  }

  private Response read(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    return Response.json(
        200, UserDocument.factor(factoring.list().get(environment, caller, id(request))));
  }

  private Response prefer(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    factoring.list().prefer(environment, caller, id(request));
    return Response.empty(204);
  }

  private Response remove(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Optional<String> mfaToken = request.header("x-mfa-auth-token");
    Visitor visitor = visitor(environment, request, caller);
    factoring.list().remove(visitor, caller, id(request), mfaToken);
    return Response.empty(204);
  }

  private static Response codes(Codes codes) {
    ObjectNode body = Json.object().put("count", codes.left());
    ArrayNode list = body.putArray("recoveryCodes");
    codes.shown().forEach(list::add);
    return Response.json(200, body);
  }

  private static UUID id(Request request) {
    return Input.uuid("device id", request.path("mfaDeviceId"));
  }
}
