package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.Challenge;
import dev.countersign.challenge.Challenges;
import dev.countersign.challenge.Purpose;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.factor.Factors;
import dev.countersign.method.AuthenticationMethod.Ceremony;
import dev.countersign.method.Proof;
import dev.countersign.signin.Raising.Evidence;
import dev.countersign.signin.Raising.Raised;
import dev.countersign.token.Caller;
import java.util.UUID;

/// A code sent to an address of the person's as their second factor: to any but the one that they
/// signed in with.
public final class EmailFactor {
  private final Challenges challenges;
  private final Ceremony email;
  private final Credentials credentials;
  private final Factors factors;
  private final Raising raising;

  public EmailFactor(
      Challenges challenges,
      Ceremony email,
      Credentials credentials,
      Factors factors,
      Raising raising) {
    this.challenges = challenges;
    this.email = email;
    this.credentials = credentials;
    this.factors = factors;
    this.raising = raising;
  }

  Raised prove(Visitor visitor, Caller caller, Input input) {
    Environment environment = visitor.environment();
    SecondFactor.requireOn(environment, Method.EMAIL);
    UUID id = input.uuid("verificationUUID");
    var wanted = SecondFactor.wanted(input);
    Challenge challenge =
        challenges.take(environment, id, Purpose.LINK, email.id(), caller.userId());
    Proof proof = email.finish(environment, challenge, input);
    return raising.raise(
        visitor,
        caller,
        wanted,
        (tx, now) -> {
          challenges.use(tx, challenge, now);
          UUID proven =
              credentials
                  .find(tx, environment, proof.proven().credential())
                  .map(LinkedCredential::id)
                  .filter(
                      credential ->
                          factors.usable(tx, environment, caller.session()).stream()
                              .anyMatch(factor -> factor.id().equals(credential)))
                  .orElseThrow(
                      () -> new Refusal(Problem.MFA_INVALID_REQUEST, "no second factor of theirs"));
          return new Evidence(proven, proof.amr());
        });
  }
}
