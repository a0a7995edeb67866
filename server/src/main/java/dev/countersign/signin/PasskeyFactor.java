package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.factor.Factor;
import dev.countersign.factor.Factors;
import dev.countersign.factor.RecoveryCodes;
import dev.countersign.method.Proof;
import dev.countersign.method.passkey.Ceremony;
import dev.countersign.method.passkey.Ceremony.Purpose;
import dev.countersign.method.passkey.Options;
import dev.countersign.method.passkey.Passkey;
import dev.countersign.method.passkey.PasskeyAnswer;
import dev.countersign.method.passkey.Passkeys;
import dev.countersign.method.passkey.RelyingParty;
import dev.countersign.signin.Raising.Evidence;
import dev.countersign.signin.Raising.Raised;
import dev.countersign.token.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// A passkey of the person's as their second factor, where they signed in by something else. Where it
/// is none it proves once more who they are, for an elevated token: some have nothing but passkeys.
public final class PasskeyFactor {
  private final Database database;
  private final Passkeys passkeys;
  private final Factors factors;
  private final RecoveryCodes recovery;
  private final Raising raising;
  private final SignIn signIn;
  private final Credentials credentials;

  public PasskeyFactor(
      Database database,
      Passkeys passkeys,
      Factors factors,
      RecoveryCodes recovery,
      Raising raising,
      SignIn signIn,
      Credentials credentials) {
    this.database = database;
    this.passkeys = passkeys;
    this.factors = factors;
    this.recovery = recovery;
    this.raising = raising;
    this.signIn = signIn;
    this.credentials = credentials;
  }

  static boolean on(Environment environment) {
    return environment.settings().mfa().methods().contains(Method.PASSKEY);
  }

  /// Those that can be asked for in the caller's session.
  List<Passkey> of(Environment environment, Caller caller) {
    return database.read(tx -> of(tx, environment, caller));
  }

  /// What the browser is asked for. Who has no passkey of this relying party is told so by an empty
  /// list, for which clients have an error of their own.
  ObjectNode options(Environment environment, RelyingParty relyingParty, Caller caller) {
    requireOn(environment);
    Optional<UUID> userId = Optional.of(caller.userId());
    Ceremony begun =
        passkeys.begin(environment, Purpose.SECOND_FACTOR, relyingParty, userId, Optional.empty());
    List<Passkey> asked =
        database.read(
            tx -> {
              List<Passkey> usable = of(tx, environment, caller);
              return usable.isEmpty() ? signingIn(tx, environment, caller) : usable;
            });
    return Options.request(environment, begun, asked);
  }

  /// No try is counted: a signature cannot be guessed.
  Raised prove(Visitor visitor, Caller caller, Input input) {
    Environment environment = visitor.environment();
    requireOn(environment);
    var answer = PasskeyAnswer.of(input);
    var wanted = SecondFactor.wanted(input);
    Optional<UUID> userId = Optional.of(caller.userId());
    Passkeys.Proven proven = passkeys.prove(environment, Purpose.SECOND_FACTOR, userId, answer);
    UUID id = proven.passkey().id();
    if (wanted.isEmpty() && provesAgain(visitor, caller, id)) {
      var credential = new Credential.Passkey(proven.passkey().credentialId());
      Proof proof = Proof.of(credential, proven.assertion().amr());
      return new Raised(
          signIn.link(visitor, caller, proof, (tx, now) -> use(tx, environment, proven, now)),
          Optional.empty());
    }
    return raising.raise(
        visitor,
        caller,
        wanted,
        (tx, now) -> {
          if (of(tx, environment, caller).stream().noneMatch(one -> one.id().equals(id))) {
            throw new Refusal(Problem.MFA_INVALID_REQUEST, "no second factor of theirs");
          }
          use(tx, environment, proven, now);
          return new Evidence(id, proven.assertion().amr());
        });
  }

  /// Whether a new passkey would be a second factor of the caller's session.
  boolean raises(Environment environment, Caller caller) {
    return on(environment)
        && database.read(tx -> factors.takesPasskeys(tx, environment, caller.session()));
  }

  /// Who owes a factor has nothing yet to prove for an elevated token, or is refused besides.
  boolean owed(Environment environment, Caller caller) {
    return factors.owed(environment, caller.session());
  }

  /// Where a passkey is a factor, who has one proves it before they get another.
  void requireProven(Tx tx, Environment environment, Caller caller) {
    if (on(environment)) factors.requireProven(tx, environment, caller.session());
  }

  /// The person has a new one, and is to look at the codes for when it is lost.
  void added(Tx tx, Environment environment, UUID userId) {
    if (on(environment) && environment.settings().mfa().recoverable().contains(Method.PASSKEY)) {
      recovery.expect(tx, environment, userId);
    }
  }

  /// Whether it is no second factor, but signs the caller in and elevated scopes are wanted for it.
  private boolean provesAgain(Visitor visitor, Caller caller, UUID id) {
    if (visitor.wanted().scopes().isEmpty()) return false;
    Environment environment = visitor.environment();
    return database.read(
        tx ->
            of(tx, environment, caller).stream().noneMatch(one -> one.id().equals(id))
                && signingIn(tx, environment, caller).stream()
                    .anyMatch(one -> one.id().equals(id)));
  }

  private void use(Tx tx, Environment environment, Passkeys.Proven proven, Instant now) {
    if (!passkeys.used(tx, environment, proven, now)) {
      throw Purpose.SECOND_FACTOR.refused("gone, or used at the same time");
    }
  }

  private static void requireOn(Environment environment) {
    if (!environment.settings().passkeys().enabled()) {
      SecondFactor.requireOn(environment, Method.PASSKEY);
    }
  }

  private List<Passkey> signingIn(Tx tx, Environment environment, Caller caller) {
    if (!environment.settings().passkeys().enabled()) return List.of();
    Set<UUID> signIn =
        credentials.ofUser(tx, environment, caller.userId()).stream()
            .filter(LinkedCredential::signInEnabled)
            .map(LinkedCredential::id)
            .collect(Collectors.toSet());
    return passkeys.ofUser(tx, environment, caller.userId()).stream()
        .filter(passkey -> signIn.contains(passkey.id()))
        .toList();
  }

  private List<Passkey> of(Tx tx, Environment environment, Caller caller) {
    Set<UUID> usable =
        factors.usable(tx, environment, caller.session()).stream()
            .map(Factor::id)
            .collect(Collectors.toSet());
    return passkeys.ofUser(tx, environment, caller.userId()).stream()
        .filter(passkey -> usable.contains(passkey.id()))
        .toList();
  }
}
