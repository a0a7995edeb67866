package dev.countersign.delivery;

import dev.countersign.base.Secrets;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Where messages are put, in the transaction of whatever they tell of: "sent" is answered only
/// when the message is on disk.
public final class Outbox {
  /// How long a message can be read in the local inbox.
  static final Duration KEPT = Duration.ofHours(24);

  /// How long one may ask what became of a sent message. Not longer: it names its recipient.
  private static final Duration STATUS = Duration.ofDays(7);

  private final Channels channels;
  private final Envelopes envelopes;
  private final Secrets secrets;
  private final Clock clock;
  private final Bell bell;
  private final OutboxRepository repository = new OutboxRepository();

  Outbox(Channels channels, Envelopes envelopes, Secrets secrets, Clock clock, Bell bell) {
    this.channels = channels;
    this.envelopes = envelopes;
    this.secrets = secrets;
    this.clock = clock;
    this.bell = bell;
  }

  /// Whether mails of this environment can leave at all.
  public boolean reaches(Environment environment) {
    return channels.find(environment, Medium.EMAIL).isPresent();
  }

  /// Answers the message's id. One row and no more: in the local inbox it has arrived with it.
  public UUID queue(Tx tx, Environment environment, Message message) {
    Channel channel = channels.of(environment, message.template().medium());
    Instant now = clock.instant();
    UUID id = secrets.id(now);
    repository.insert(
        tx,
        new Letter(
            id,
            environment.id(),
            message.recipient(),
            message.template().wireName(),
            envelopes.seal(id, environment, message),
            0,
            now,
            now.plus(message.lifetime())),
        channel);
    switch (channel) {
      case SMTP, SMS -> bell.ring(new Bell.Sound.Queued());
      case INBOX -> {
        bell.ring(new Bell.Sound.Arrived(environment.id(), message.recipient()));
        bell.ring(new Bell.Sound.Arrived(environment.id(), null));
      }
    }
    return id;
  }

  /// Gives up what expired before it could be sent, and removes up to `most` messages that have had
  /// their time; answers how many.
  public int sweep(Tx tx, Instant now, int most) {
    repository.expire(tx, now);
    int kept = repository.sweep(tx, Channel.INBOX, firstIdOf(now.minus(KEPT)), most);
    UUID before = firstIdOf(now.minus(STATUS));
    int mails = repository.sweep(tx, Channel.SMTP, before, most - kept);
    return kept + mails + repository.sweep(tx, Channel.SMS, before, most - kept - mails);
  }

  /// The least id of that moment (RFC 9562 §5.7).
  private static UUID firstIdOf(Instant moment) {
    return new UUID(moment.toEpochMilli() << 16, 0);
  }
}
