package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa;
import dev.countersign.factor.Factors;
import dev.countersign.factor.MfaTokens;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Stands before a change of one's own record where the environment asks for a second factor anew
/// (action `user.update`). Whoever has none is not asked, unless one is required. An elevated token
/// that was given for a factor is as good as an MFA token.
public final class UpdateGuard {
  static final String ACKNOWLEDGEMENT = "mfaBackupCodeAcknowledgement";

  private final Database database;
  private final Factors factors;
  private final MfaTokens mfaTokens;
  private final Elevations elevations;
  private final Clock clock;

  public UpdateGuard(
      Database database, Factors factors, MfaTokens mfaTokens, Elevations elevations, Clock clock) {
    this.database = database;
    this.factors = factors;
    this.mfaTokens = mfaTokens;
    this.elevations = elevations;
    this.clock = clock;
  }

  /// Spends the token before anything of the change is made.
  void pass(Visitor visitor, Caller caller, Input input, Optional<String> mfaToken) {
    Environment environment = visitor.environment();
    Mfa mfa = environment.settings().mfa();
    if (!mfa.guarded().contains(Mfa.USER_UPDATE) || changesNothing(input)) return;
    Instant now = clock.instant();
    var elevated = elevations.sent(visitor, caller, ElevatedScopes.USER_UPDATE);
    boolean passed =
        database.inTransaction(
            tx ->
                !(mfa.required() || hasFactor(tx, environment, caller))
                    || mfaTokens.spend(tx, environment, caller.session(), mfaToken, now)
                    || Elevations.spend(tx, elevated));
    if (!passed) throw new Refusal(Problem.ADDITIONAL_AUTH_REQUIRED, "no MFA token for this");
  }

  /// Whether the person says that they keep their recovery codes.
  static boolean acknowledges(Input input) {
    Optional<String> said = input.optionalText(ACKNOWLEDGEMENT);
    if (said.isPresent() && !Set.of("pending", "complete").contains(said.get())) {
      throw new Refusal(Problem.INVALID_USER, ACKNOWLEDGEMENT);
    }
    return said.filter("complete"::equals).isPresent();
  }

  private boolean hasFactor(Tx tx, Environment environment, Caller caller) {
    return !factors.usable(tx, environment, caller.session()).isEmpty();
  }

  private static boolean changesNothing(Input input) {
    return input.members().propertyNames().stream().allMatch(ACKNOWLEDGEMENT::equals);
  }
}
