package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.token.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// HTTP for wallets, and for accounts that meet through one. Clients have two names for the sign-in.
public final class WalletRoutes extends ClientRoutes {
  private static final int MOST_CHOICES = 64;

  private final WalletSignIn wallets;

  public WalletRoutes(Reception reception, WalletSignIn wallets) {
    super(reception);
    this.wallets = wallets;
  }

  @Override
  public void register(Router router) {
    router.post(BASE + "/wallets/signin", this::signIn);
    router.post(BASE + "/verify", this::signIn);
    router.post(BASE + "/wallets/verify", this::link);
    router.post(BASE + "/verify/link", this::link);
    router.post(BASE + "/verify/transfer", this::transfer);
    router.post(BASE + "/verify/unlink", this::unlink);
    router.post(BASE + "/verify/merge", this::merge);
    router.post(BASE + "/users/merge", this::merge);
    router.put(BASE + "/users/wallets/selection", this::select);
  }

  private Response signIn(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    var posted = posted(environment, request);
    SignedIn signedIn = wallets.signIn(visitor(environment, request), posted);
    return signedIn(environment, request, signedIn, VerifyResponse.of(signedIn));
  }

  private Response link(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    return as(
        request,
        (visitor, caller) -> wallets.link(visitor, caller, posted(visitor.environment(), request)));
  }

  private Response transfer(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    boolean evenTheLast = request.input().optionalFlag("skipEmptyAccountCheck").orElse(false);
    return as(
        request,
        (visitor, caller) ->
            wallets.transfer(visitor, caller, posted(visitor.environment(), request), evenTheLast));
  }

  /// The last spelling is that of an old client.
  private Response unlink(Request request) {
    Input input = request.input();
    UUID id =
        id(input, "verifiedCredentialId")
            .or(() -> id(input, "walletId"))
            .or(() -> id(input, "verifiedCrentialId"))
            .orElseThrow(() -> new Refusal(Problem.INVALID_UNLINK_REQUEST, "no id"));
    Optional<UUID> primary = id(input, "primaryWalletId").filter(chosen -> !chosen.equals(id));
    return as(request, (visitor, caller) -> wallets.unlink(visitor, caller, id, primary));
  }

  private Response merge(Request request) {
    List<Input> resolutions = resolutions(request.input());
    return as(request, (visitor, caller) -> wallets.merge(visitor, caller, resolutions));
  }

  private Response select(Request request) {
    UUID id = request.input().uuid("walletId");
    return as(request, (visitor, caller) -> wallets.select(visitor, caller, id));
  }

  @FunctionalInterface
  private interface Act {
    SignedIn by(Visitor visitor, Caller caller);
  }

  /// The new tokens are made out to the site that the caller's token was made out to.
  private Response as(Request request, Act act) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    Visitor visitor = visitor(environment, request, caller);
    SignedIn done = act.by(visitor, caller);
    return signedIn(environment, request, done, VerifyResponse.of(done));
  }

  private WalletRequest posted(Environment environment, Request request) {
    var posted = WalletRequest.of(request.input());
    captcha(environment, request);
    return posted;
  }

  private static Optional<UUID> id(Input input, String name) {
    return input.optionalText(name).map(text -> Input.uuid(name, text));
  }

  private static List<Input> resolutions(Input input) {
    JsonNode posted = input.members().path("mergeUserResolutions");
    if (posted.isMissingNode() || posted.isNull()) return List.of();
    if (!posted.isArray() || posted.size() > MOST_CHOICES) {
      throw new Refusal(Problem.BAD_REQUEST, "mergeUserResolutions is not a list");
    }
    var resolutions = new ArrayList<Input>();
    for (JsonNode one : posted) {
      if (!one.isObject()) throw new Refusal(Problem.BAD_REQUEST, "a resolution is no object");
      resolutions.add(Input.of(Json.bytes(one)));
    }
    return resolutions;
  }
}
