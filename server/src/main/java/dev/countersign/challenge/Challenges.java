package dev.countersign.challenge;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps challenges: issues, takes for one attempt, uses exactly once.
public final class Challenges {
  /// The method whose refusals have names of their own on the wire.
  private static final String SMS = "sms";

  private final ChallengeRepository repository = new ChallengeRepository();
  private final Database database;
  private final Limits limits;
  private final Clock clock;

  public Challenges(Database database, Limits limits, Clock clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  public void issue(
      Tx tx,
      Environment environment,
      Purpose purpose,
      String method,
      @Nullable UUID userId,
      Prompt prompt,
      Instant now) {
    var challenge =
        new Challenge(
            prompt.challengeId(),
            environment.id(),
            purpose,
            method,
            prompt.subject(),
            prompt.fingerprint(),
            userId,
            prompt.attempts(),
            now.plus(prompt.lifetime()));
    repository.insert(tx, challenge);
  }

  /// Takes the challenge for one attempt, in a transaction of its own: an answer is counted before
  /// it is judged, for the challenge and for the address it was sent to, so that neither a race nor
  /// a failed request gives a guess away.
  ///
  /// An address that had too many wrong answers is not locked: each further challenge is then good
  /// for its first answer only (decision 0010).
  public Challenge take(
      Environment environment, UUID id, Purpose purpose, String method, @Nullable UUID userId) {
    Instant now = clock.instant();
    Taken taken =
        database.inTransaction(tx -> attempt(tx, environment, id, purpose, method, userId, now));
    return switch (taken) {
      case Taken.For(var challenge) -> challenge;
      case Taken.Refused(var problem) -> throw new Refusal(problem, "challenge " + id);
    };
  }

  private Taken attempt(
      Tx tx,
      Environment environment,
      UUID id,
      Purpose purpose,
      String method,
      @Nullable UUID userId,
      Instant now) {
    var spent = repository.spendAttempt(tx, environment, id, purpose, method, userId, now);
    if (spent.isEmpty()) {
      boolean dead = repository.outOfAttempts(tx, environment, id, method, now);
      return new Taken.Refused(dead ? exhausted(method) : invalid(method));
    }
    Challenge challenge = spent.get().challenge();
    boolean beyond =
        limits.exceeds(tx, environment, Limit.WRONG_CODES_PER_ADDRESS, challenge.subject(), now);
    return beyond && !spent.get().first()
        ? new Taken.Refused(exhausted(method))
        : new Taken.For(challenge);
  }

  /// Exactly once: of two right answers one is refused. A right answer was no guess, so its count
  /// goes back.
  public void use(Tx tx, Challenge challenge, Instant now) {
    if (!repository.markUsed(tx, challenge, now)) {
      throw new Refusal(invalid(challenge.method()), "used: " + challenge.id());
    }
    limits.giveBack(
        tx, challenge.environmentId(), Limit.WRONG_CODES_PER_ADDRESS, challenge.subject());
  }

  /// Replaces the answer of an open challenge: the code sent before is dead, the attempts that are
  /// gone stay gone.
  public void renew(Tx tx, Environment environment, String method, Prompt prompt, Instant now) {
    if (!repository.renew(tx, environment, method, prompt, now)) {
      throw new Refusal(invalid(method), "no open challenge " + prompt.challengeId());
    }
  }

  /// Removes what ended before; answers how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private static Problem invalid(String method) {
    return method.equals(SMS)
        ? Problem.INVALID_SMS_VERIFICATION
        : Problem.INVALID_EMAIL_VERIFICATION;
  }

  private static Problem exhausted(String method) {
    return method.equals(SMS)
        ? Problem.TOO_MANY_SMS_VERIFICATION_ATTEMPTS
        : Problem.TOO_MANY_EMAIL_VERIFICATION_ATTEMPTS;
  }

  private sealed interface Taken {
    record For(Challenge challenge) implements Taken {}

    record Refused(Problem problem) implements Taken {}
  }
}
