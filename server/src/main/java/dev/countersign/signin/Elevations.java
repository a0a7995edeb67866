package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa;
import dev.countersign.factor.Factors;
import dev.countersign.session.Session;
import dev.countersign.session.Session.Assurance;
import dev.countersign.token.Caller;
import dev.countersign.token.Elevation;
import dev.countersign.token.TokenIssuer;
import dev.countersign.token.TokenVerifier;
import dev.countersign.token.VerifiedElevation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Elevated tokens: a short leave for a dangerous act, given for a fresh proof and spent by the act
/// (decision 0021).
public final class Elevations {
  private final ElevationRepository repository = new ElevationRepository();
  private final Factors factors;
  private final TokenIssuer tokens;
  private final TokenVerifier verifier;
  private final AuditLog audit;

  public Elevations(Factors factors, TokenIssuer tokens, TokenVerifier verifier, AuditLog audit) {
    this.factors = factors;
    this.tokens = tokens;
    this.verifier = verifier;
    this.audit = audit;
  }

  /// What is wanted, for a credential that was the caller's before and that they have just proven
  /// again. Whoever has a second factor is to prove that instead: of mailbox or wallet alone it is to
  /// protect them.
  Optional<Elevation> byCredential(Tx tx, Visitor visitor, Caller caller, Instant now) {
    if (visitor.wanted().scopes().isEmpty()) return Optional.empty();
    if (!factors.usable(tx, visitor.environment(), caller.session()).isEmpty()) {
      throw new Refusal(Problem.ADDITIONAL_AUTH_REQUIRED, "elevated only by a second factor");
    }
    return given(
        tx, visitor, caller.session(), visitor.wanted().scopes(), "re-authentication", now);
  }

  /// What is wanted, for a second factor that was the caller's before.
  Optional<Elevation> byFactor(Tx tx, Visitor visitor, Session session, Instant now) {
    return given(tx, visitor, session, visitor.wanted().scopes(), "second factor", now);
  }

  /// Leave to link a second factor for who has just signed in and has none, where none is required.
  Optional<Elevation> atSignIn(Tx tx, Visitor visitor, Session session, Instant now) {
    Mfa mfa = visitor.environment().settings().mfa();
    boolean wanted = visitor.wanted().factorLinking() && !mfa.methods().isEmpty();
    if (!wanted || mfa.enrollsAtSignIn()) return Optional.empty();
    if (session.owesDevice(visitor.environment())) return Optional.empty();
    if (!factors.usable(tx, visitor.environment(), session).isEmpty()) return Optional.empty();
    return given(tx, visitor, session, Set.of(ElevatedScopes.LINK), "sign-in", now);
  }

  /// Signed after the commit, as the session's own tokens are.
  SignedIn sign(Visitor visitor, SignedIn signedIn, Optional<Elevation> elevation, Instant now) {
    return signedIn.with(
        elevation.map(
            given ->
                tokens.elevate(
                    visitor.environment(),
                    signedIn.session(),
                    visitor.client().origin(),
                    given,
                    now)));
  }

  private Optional<Elevation> given(
      Tx tx, Visitor visitor, Session session, Set<String> scopes, String by, Instant now) {
    if (scopes.isEmpty()) return Optional.empty();
    Environment environment = visitor.environment();
    var elevation = Elevation.of(scopes, environment.settings().mfa(), session, Instant.MAX, now);
    var data = Map.of("scopes", List.copyOf(elevation.scopes()), "by", by);
    audit.record(tx, environment, "user.session.elevated", session.userId(), data, now);
    return Optional.of(elevation);
  }

  /// The leave for an act, to be spent in the act's own transaction.
  @FunctionalInterface
  interface Leave {
    void spend(Tx tx);
  }

  /// Refuses where the environment asks for an elevated token of this scope and the request brings
  /// no good one.
  Leave require(Visitor visitor, Caller caller, String scope) {
    Environment environment = visitor.environment();
    if (!ElevatedScopes.required(environment, scope)) return _ -> {};
    String token = visitor.wanted().elevation().orElseThrow(() -> refused("none came"));
    return leave(environment, caller, scope, token);
  }

  /// As `require`, but refuses only when it is spent: for acts that see in their transaction whether
  /// they need it. No token is verified in there, since that may look for a key.
  Leave ifNeeded(Visitor visitor, Caller caller, String scope) {
    return orRefuse(() -> require(visitor, caller, scope));
  }

  /// In the place of an MFA token, so for a session alone in which a factor was proven. None where
  /// none came; a bad one refuses when it is spent.
  Optional<Leave> sent(Visitor visitor, Caller caller, String scope) {
    if (caller.session().assurance() != Assurance.AAL2) return Optional.empty();
    return visitor
        .wanted()
        .elevation()
        .map(token -> orRefuse(() -> leave(visitor.environment(), caller, scope, token)));
  }

  /// Whether there was one to spend.
  static boolean spend(Tx tx, Optional<Leave> sent) {
    sent.ifPresent(leave -> leave.spend(tx));
    return sent.isPresent();
  }

  private static Leave orRefuse(Supplier<Leave> checked) {
    try {
      return checked.get();
    } catch (Refusal bad) {
      return _ -> {
        throw bad;
      };
    }
  }

  private Leave leave(Environment environment, Caller caller, String scope, String token) {
    VerifiedElevation elevation = verified(environment, token);
    boolean theirs =
        elevation.userId().equals(caller.userId())
            && elevation.sessionId().equals(caller.session().id());
    if (!theirs) throw refused("it is of another session");
    if (!elevation.scopes().contains(scope)) throw refused("it is not for " + scope);
    return tx -> spend(tx, environment, elevation);
  }

  /// A bad one says nothing against the session: clients take a 401 for its end.
  private VerifiedElevation verified(Environment environment, String token) {
    try {
      return verifier.elevation(environment, token);
    } catch (Refusal bad) {
      throw refused(String.valueOf(bad.getMessage()));
    }
  }

  private void spend(Tx tx, Environment environment, VerifiedElevation elevation) {
    if (!elevation.singleUse()) return;
    if (!repository.spend(tx, environment.id(), elevation.id(), elevation.expiresAt())) {
      throw refused("it was used");
    }
  }

  /// Removes what cannot be used any more; how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.ELEVATED_ACCESS_TOKEN_REQUIRED, "elevated token: " + what);
  }
}
