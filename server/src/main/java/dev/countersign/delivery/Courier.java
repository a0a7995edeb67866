package dev.countersign.delivery;

import dev.countersign.db.Database;
import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.delivery.smtp.Smtp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Carries queued messages to the mail server or the service for texts, each at least once: a node that dies between the
/// server's yes and its own note of it leaves the message to be sent again when its lease ends.
final class Courier implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Courier.class.getName());
  private static final int AT_ONCE = 4;
  private static final Duration PACE = Duration.ofSeconds(1);

  /// Longer than a sending takes whose every step just keeps its timeout.
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration LAST_STEPS = Duration.ofSeconds(10);

  private final Database database;
  private final Envelopes envelopes;
  private final @Nullable Smtp smtp;
  private final SmsSender sms;
  private final Clock clock;
  private final Bell bell;
  private final OutboxRepository repository = new OutboxRepository();
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread dispatcher =
      Thread.ofPlatform().daemon().name("courier").unstarted(this::run);
  private volatile boolean closing;
  private boolean outage;

  /// @param smtp none where there is no mail server
  Courier(
      Database database,
      Envelopes envelopes,
      @Nullable Smtp smtp,
      SmsSender sms,
      Clock clock,
      Bell bell) {
    this.database = database;
    this.envelopes = envelopes;
    this.smtp = smtp;
    this.sms = sms;
    this.clock = clock;
    this.bell = bell;
  }

  void start() {
    dispatcher.start();
  }

  private void run() {
    try (Bell.Ear ear = bell.listen(new Bell.Sound.Queued(), PACE)) {
      while (!closing) {
        if (!dispatched()) {
          if (smtp != null) smtp.closeRested();
          ear.await(PACE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// False when there was nothing to do, or the store did not let us.
  private boolean dispatched() throws InterruptedException {
    if (!free.tryAcquire(PACE.toMillis(), TimeUnit.MILLISECONDS)) return true;
    int most = 1 + free.drainPermits();
    List<Letter> letters = List.of();
    try {
      letters = claim(most);
      outage = false;
    } catch (RuntimeException e) {
      // Once an outage, not once a second.
      if (!outage) LOG.log(Level.WARNING, "the outbox cannot be read: {0}", e.getMessage());
      outage = true;
    } finally {
      free.release(most - letters.size());
    }
    for (Letter letter : letters) senders.execute(() -> carry(letter));
    return !letters.isEmpty();
  }

  /// Looks before it writes, so that an idle courier costs the store a read and no commit.
  private List<Letter> claim(int most) {
    Instant now = clock.instant();
    var due = database.read(tx -> repository.due(tx, now, most));
    if (due.isEmpty()) return List.of();
    return database.inTransaction(
        tx ->
            due.stream()
                .map(one -> repository.claim(tx, one, now, now.plus(LEASE)))
                .flatMap(Optional::stream)
                .toList());
  }

  private void carry(Letter letter) {
    try {
      Verdict verdict = Verdict.of(letter, outcome(letter), clock.instant());
      boolean ours = database.inTransaction(tx -> repository.note(tx, letter, verdict));
      LOG.log(
          verdict.state() == State.SENT ? Level.DEBUG : Level.WARNING,
          "message {0}: {1} at try {2}{3}",
          letter.id(),
          verdict.state(),
          letter.attempts(),
          ours ? "" : ", after its lease");
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "message {0}: what became of it could not be noted", letter.id());
    } finally {
      free.release();
    }
  }

  private Outcome outcome(Letter letter) {
    Parcel parcel;
    try {
      parcel = envelopes.open(letter);
    } catch (RuntimeException e) {
      // Perhaps a newer node wrote it; one row that is not for us must not hold up the others.
      return new Outcome.Deferred("this node cannot read the message");
    }
    return sent(parcel).without(parcel.code());
  }

  private Outcome sent(Parcel parcel) {
    return switch (parcel.medium()) {
      case EMAIL ->
          smtp == null
              ? new Outcome.Deferred("this node has no mail server")
              : smtp.send(parcel.outgoing());
      case SMS -> sms.send(parcel.letter().environmentId(), parcel.text());
    };
  }

  /// What has been begun is finished, within limits; the rest stays queued for the next start.
  @Override
  public void close() {
    closing = true;
    bell.ring(new Bell.Sound.Queued());
    try {
      if (dispatcher.join(LAST_STEPS)) senders.shutdown();
      if (!senders.awaitTermination(LAST_STEPS.toSeconds(), TimeUnit.SECONDS))
        senders.shutdownNow();
    } catch (InterruptedException e) {
      senders.shutdownNow();
      Thread.currentThread().interrupt();
    }
    if (smtp != null) smtp.close();
  }
}
