package dev.countersign.delivery;

import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The local inbox: messages that stay in this server, to be read on its page and by tests.
public final class Inbox implements AutoCloseable {
  /// What came before that is not what somebody is waiting for now.
  private static final Duration RECENT = Duration.ofMinutes(10);

  private static final Duration PACE = Duration.ofMillis(250);

  private final Database database;
  private final Envelopes envelopes;
  private final Channels channels;
  private final Clock clock;
  private final Bell bell;
  private final InboxRepository repository = new InboxRepository();
  private volatile boolean closing;

  Inbox(Database database, Envelopes envelopes, Channels channels, Clock clock, Bell bell) {
    this.channels = channels;
    this.database = database;
    this.envelopes = envelopes;
    this.clock = clock;
    this.bell = bell;
  }

  /// False where messages leave by another way, so that none will ever be here.
  public boolean receives(Environment environment) {
    return channels.find(environment, Medium.EMAIL).filter(Channel.INBOX::equals).isPresent();
  }

  /// Newest first; without `to`, to anyone. `to` is an address in its one spelling.
  public List<InboxMessage> newest(Environment environment, @Nullable String to, int most) {
    Instant since = clock.instant().minus(Outbox.KEPT);
    return database.read(tx -> repository.newest(tx, environment, to, since, most)).stream()
        .map(letter -> InboxMessage.of(envelopes.open(letter)))
        .toList();
  }

  /// The oldest message that came after `after`; without it, the newest of the last ten minutes.
  /// Waits for it up to `wait`, and is empty when none came.
  ///
  /// Ids sort by the millisecond: two messages to one address within the same one have no order.
  public Optional<InboxMessage> next(
      Environment environment, @Nullable String to, @Nullable UUID after, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    try (Bell.Ear ear = bell.listen(new Bell.Sound.Arrived(environment.id(), to), PACE)) {
      Optional<Letter> found = look(environment, to, after);
      long left = end - System.nanoTime();
      while (found.isEmpty() && left > 0 && !closing) {
        ear.await(Duration.ofNanos(left));
        found = look(environment, to, after);
        left = end - System.nanoTime();
      }
      return found.map(letter -> InboxMessage.of(envelopes.open(letter)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  public void clear(Environment environment) {
    database.inTransaction(tx -> repository.clear(tx, environment));
  }

  private Optional<Letter> look(
      Environment environment, @Nullable String to, @Nullable UUID after) {
    Instant now = clock.instant();
    return database.read(
        tx ->
            after == null
                ? repository.newest(tx, environment, to, now.minus(RECENT), 1).stream().findFirst()
                : repository.next(tx, environment, to, now.minus(Outbox.KEPT), after));
  }

  /// Lets those who wait go home, so that the server can stop.
  @Override
  public void close() {
    closing = true;
    bell.ringAll();
  }
}
