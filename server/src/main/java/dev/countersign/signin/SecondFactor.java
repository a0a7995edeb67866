package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.factor.Factors;
import dev.countersign.factor.MfaTokens.Use;
import dev.countersign.factor.RecoveryCodes;
import dev.countersign.factor.TotpDevices;
import dev.countersign.factor.TotpDevices.Candidates;
import dev.countersign.factor.TotpDevices.Taken;
import dev.countersign.signin.Raising.Evidence;
import dev.countersign.signin.Raising.Raised;
import dev.countersign.token.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Takes the codes of second factors from a person who is signed in.
public final class SecondFactor {
  /// RFC 8176 §2: a one-time password, and so is a recovery code.
  private static final List<String> ONE_TIME = List.of("otp");

  private final TotpDevices totp;
  private final RecoveryCodes recovery;
  private final Factors factors;
  private final Guesses guesses;
  private final Raising raising;
  private final FactorNews news;

  public SecondFactor(
      TotpDevices totp,
      RecoveryCodes recovery,
      Factors factors,
      Guesses guesses,
      Raising raising,
      FactorNews news) {
    this.totp = totp;
    this.recovery = recovery;
    this.factors = factors;
    this.guesses = guesses;
    this.raising = raising;
    this.news = news;
  }

  /// A code of an authenticator app. The first of a new app makes it a factor.
  Raised totp(Visitor visitor, Caller caller, Input input) {
    Environment environment = visitor.environment();
    Mfa mfa = environment.settings().mfa();
    requireOn(environment, Method.TOTP);
    String code = input.text("code").strip();
    Optional<UUID> id = input.optionalText("id").map(text -> Input.uuid("id", text));
    Optional<Use> wanted = wanted(input);
    guesses.count(environment, caller.userId());
    return raising.raise(
        visitor,
        caller,
        wanted,
        (tx, now) -> {
          boolean all = factors.proven(tx, environment, caller.session());
          var candidates = all ? Candidates.ALL : Candidates.VERIFIED;
          Taken taken =
              totp.take(tx, environment, caller.userId(), id, candidates, code, now)
                  .orElseThrow(() -> wrong("not an app's code now"));
          guesses.right(tx, environment, caller.userId());
          if (taken.first()) {
            news.appAdded(tx, environment, caller.userId(), taken.id(), now);
            if (mfa.recoverable().contains(Method.TOTP)) {
              recovery.expect(tx, environment, caller.userId());
            }
          }
          return new Evidence(taken.id(), ONE_TIME, taken.first());
        });
  }

  /// A recovery code, in the place of a factor that the person has and that may be stood in for.
  Raised recovery(Visitor visitor, Caller caller, Input input) {
    Environment environment = visitor.environment();
    String code = input.text("code");
    Optional<Use> wanted = wanted(input);
    guesses.count(environment, caller.userId());
    return raising.raise(
        visitor,
        caller,
        wanted,
        (tx, now) -> {
          boolean standsIn =
              factors.usable(tx, environment, caller.session()).stream()
                  .anyMatch(
                      factor ->
                          environment.settings().mfa().recoverable().contains(factor.method()));
          if (!standsIn)
            throw new Refusal(Problem.MFA_INVALID_REQUEST, "no factor to stand in for");
          if (!recovery.spend(tx, environment, caller.userId(), code, now)) {
            throw wrong("not a recovery code, or used");
          }
          guesses.right(tx, environment, caller.userId());
          news.recoveryUsed(tx, environment, caller.userId(), now);
          return new Evidence(null, ONE_TIME);
        });
  }

  /// The token for guarded acts that a client asks for along the way.
  static Optional<Use> wanted(Input input) {
    return input
        .optionalObject("createMfaToken")
        .map(
            wish -> {
              JsonNode once = wish.path("singleUse");
              if (!once.isBoolean()) {
                throw new Refusal(Problem.BAD_REQUEST, "createMfaToken.singleUse is no boolean");
              }
              return once.booleanValue() ? Use.ONCE : Use.FOR_A_WHILE;
            });
  }

  static void requireOn(Environment environment, Method method) {
    if (!environment.settings().mfa().methods().contains(method)) {
      throw new Refusal(Problem.MFA_INVALID_REQUEST, method.wireName() + " is off");
    }
  }

  private static Refusal wrong(String reason) {
    return new Refusal(Problem.MFA_INVALID_CODE, reason);
  }
}
