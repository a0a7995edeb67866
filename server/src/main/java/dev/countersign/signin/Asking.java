package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.challenge.Challenges;
import dev.countersign.challenge.Prompt;
import dev.countersign.challenge.Purpose;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.delivery.Medium;
import dev.countersign.delivery.Message;
import dev.countersign.delivery.Outbox;
import dev.countersign.environment.Environment;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import dev.countersign.method.AuthenticationMethod.Ceremony;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The first half of a ceremony: asks a person something, and queues the message that carries it.
/// The answer "sent" goes out when both are on disk.
public final class Asking {
  private static final int LAST_DIGITS = 4;

  private final Database database;
  private final Challenges challenges;
  private final Outbox outbox;
  private final Limits limits;
  private final Clock clock;

  public Asking(
      Database database, Challenges challenges, Outbox outbox, Limits limits, Clock clock) {
    this.database = database;
    this.challenges = challenges;
    this.outbox = outbox;
    this.limits = limits;
    this.clock = clock;
  }

  /// Asks a stranger, or a person who is signed in and wants to link what they prove.
  Prompt ask(Environment environment, Ceremony method, Input input, Optional<UUID> signedIn) {
    Purpose purpose = signedIn.isPresent() ? Purpose.LINK : Purpose.SIGN_IN;
    Prompt prompt = method.start(environment, purpose, input);
    return ask(environment, method, purpose, prompt, signedIn);
  }

  /// Asks a person who is signed in what was made out already.
  Prompt ask(Environment environment, Ceremony method, Prompt prompt, UUID userId) {
    return ask(environment, method, Purpose.LINK, prompt, Optional.of(userId));
  }

  private Prompt ask(
      Environment environment,
      Ceremony method,
      Purpose purpose,
      Prompt prompt,
      Optional<UUID> signedIn) {
    Instant now = clock.instant();
    return database.inTransaction(
        tx -> {
          limits.use(tx, environment, Limit.CODE_SEND_PER_ADDRESS, prompt.subject(), now);
          challenges.issue(
              tx, environment, purpose, method.id(), signedIn.orElse(null), prompt, now);
          queue(tx, environment, prompt.message(), now);
          return prompt;
        });
  }

  /// Asks the same again: a new code, the attempts that are left.
  Prompt askAgain(Environment environment, Ceremony method, Input input) {
    Prompt prompt = method.renew(environment, input);
    Instant now = clock.instant();
    return database.inTransaction(
        tx -> {
          limits.use(tx, environment, Limit.CODE_SEND_PER_ADDRESS, prompt.subject(), now);
          challenges.renew(tx, environment, method.id(), prompt, now);
          queue(tx, environment, prompt.message(), now);
          return prompt;
        });
  }

  private void queue(Tx tx, Environment environment, @Nullable Message message, Instant now) {
    if (message == null) return;
    if (message.template().medium() == Medium.SMS) {
      String number = message.recipient();
      String prefix = number.substring(0, number.length() - LAST_DIGITS);
      limits.use(tx, environment, Limit.TEXTS_PER_PREFIX, prefix, now);
      limits.use(tx, environment, Limit.TEXTS_PER_ENVIRONMENT, "", now);
    }
    outbox.queue(tx, environment, message);
  }
}
