package dev.countersign.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.OutboundFailed;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The key set at one address: good for ten minutes, renewed before they are over, and kept for a
/// day when no new one can be had. At most one fetch is under way, and all who need it wait for that.
final class KeySet {
  private static final System.Logger LOG = System.getLogger(KeySet.class.getName());

  static final Duration FRESH = Duration.ofMinutes(10);

  /// From here on a new set is fetched while the old one still serves, so that nobody waits.
  static final Duration AHEAD = Duration.ofMinutes(8);

  /// How long a set serves beyond its time while its address is silent.
  static final Duration STALE = Duration.ofHours(24);

  /// Between two fetches, whether for a `kid` that nobody knows or in an outage.
  static final Duration PAUSE = Duration.ofSeconds(30);

  /// Between two while there is no key at all.
  static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  /// A little longer than a call takes, which ends by itself.
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  private record Held(ForeignKeys keys, Instant fetchedAt) {}

  private final URI address;
  private final Outbound outbound;
  private final Clock clock;
  private final Object lock = new Object();

  private volatile @Nullable Held held;
  private volatile String failure = "not fetched yet";
  // Guarded by the lock.
  private @Nullable CompletableFuture<Void> underWay;
  private @Nullable Instant triedAt;

  KeySet(URI address, Outbound outbound, Clock clock) {
    this.address = address;
    this.outbound = outbound;
    this.clock = clock;
  }

  ForeignKeys keys(Optional<String> kid) throws KeysUnavailable {
    ForeignKeys known = current();
    if (kid.isEmpty() || known.find(kid).isPresent()) return known;
    fetch(PAUSE).ifPresent(KeySet::await);
    return current();
  }

  private ForeignKeys current() throws KeysUnavailable {
    Held before = held;
    Instant now = clock.instant();
    if (before != null && within(AHEAD, before.fetchedAt(), now)) return before.keys();
    Optional<CompletableFuture<Void>> fetch = fetch(before == null ? FIRST_PAUSE : PAUSE);
    if (before != null && within(FRESH, before.fetchedAt(), now)) return before.keys();
    fetch.ifPresent(KeySet::await);
    Held after = held;
    if (after == null || !within(FRESH.plus(STALE), after.fetchedAt(), clock.instant())) {
      throw new KeysUnavailable(failure);
    }
    return after.keys();
  }

  /// The fetch under way, or a new one unless the last began less than a pause ago.
  private Optional<CompletableFuture<Void>> fetch(Duration pause) {
    synchronized (lock) {
      Instant now = clock.instant();
      if (underWay == null && (triedAt == null || !within(pause, triedAt, now))) {
        triedAt = now;
        underWay = CompletableFuture.runAsync(this::run, Thread::startVirtualThread);
      }
      return Optional.ofNullable(underWay);
    }
  }

  private void run() {
    try {
      String body = new String(outbound.get(address), UTF_8);
      held = new Held(ForeignKeys.parse(body), clock.instant());
    } catch (OutboundFailed | Unreadable failed) {
      failure = String.valueOf(failed.getMessage());
      LOG.log(System.Logger.Level.WARNING, "keys of {0}: {1}", address.getHost(), failure);
    } finally {
      synchronized (lock) {
        underWay = null;
      }
    }
  }

  /// Whatever becomes of the fetch, the caller looks at what is held then.
  private static void await(CompletableFuture<Void> fetch) {
    try {
      fetch.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Not, if the clock was set back behind the start.
  private static boolean within(Duration span, Instant start, Instant now) {
    return !now.isBefore(start) && now.isBefore(start.plus(span));
  }
}
