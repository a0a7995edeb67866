package dev.countersign.token;

import dev.countersign.access.Access;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.factor.Factors;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import java.util.Optional;

/// Turns the token of a request into a caller, or refuses.
public final class Callers {
  private final Environments environments;
  private final TokenVerifier verifier;
  private final Sessions sessions;
  private final Factors factors;

  public Callers(
      Environments environments, TokenVerifier verifier, Sessions sessions, Factors factors) {
    this.environments = environments;
    this.verifier = verifier;
    this.sessions = sessions;
    this.factors = factors;
  }

  /// A person who signed in but may still owe profile fields.
  public Caller partial(Environment environment, Optional<String> token) {
    Caller caller = pending(environment, token);
    if (factors.owed(environment, caller.session())) {
      throw new Refusal(Problem.ADDITIONAL_AUTH_REQUIRED, "a second factor is owed");
    }
    return caller;
  }

  /// A person who may owe a second factor too: for what leads to it, and nothing else.
  public Caller pending(Environment environment, Optional<String> token) {
    Caller caller = arriving(environment, token);
    if (caller.session().owesDevice(environment)) {
      throw new Refusal(Problem.DEVICE_REGISTRATION_REQUIRED, "a device is to be approved");
    }
    return caller;
  }

  /// A person whose device may not be approved either: for what leads to that, and nothing else. The
  /// session is as the token has it: one that was issued before a factor was proven, or the device
  /// approved, is good for no more since.
  public Caller arriving(Environment environment, Optional<String> token) {
    VerifiedToken verified = verifier.verify(environment, required(token));
    Session session =
        sessions.show(
            environment,
            verified.sessionId(),
            verified.userId(),
            verified.generation(),
            verified.expiresAt());
    if (!verified.amr().contains(Session.MULTI_FACTOR)) session = session.lowered();
    if (verified.scopes().contains(Access.DEVICE)) session = session.owingDevice();
    return new Caller(verified.userId(), session, verified.audience(), verified.scopes());
  }

  /// Whether this is a live person's access token of any environment at all.
  public boolean anywhere(String token) {
    try {
      return TokenVerifier.claimedEnvironment(token)
          .flatMap(environments::find)
          .map(environment -> arriving(environment, Optional.of(token)))
          .isPresent();
    } catch (Refusal _) {
      return false;
    }
  }

  /// Whether a token says that it is another environment's. Nothing it says is verified.
  public static boolean foreign(Environment environment, String token) {
    return TokenVerifier.claimedEnvironment(token)
        .filter(claimed -> !claimed.equals(environment.id().toString()))
        .isPresent();
  }

  /// The token of a session that is to be ended, which may have expired meanwhile.
  public VerifiedToken leaving(Environment environment, Optional<String> token) {
    return verifier.verifyEvenExpired(environment, required(token));
  }

  private static String required(Optional<String> token) {
    return token.orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "no token"));
  }
}
