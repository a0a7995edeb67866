package dev.countersign.verifier;

import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.io.IOException;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The environment's public keys: fetched when first needed, anew before ten minutes have passed,
/// kept through an outage for a bounded time. At most one fetch is under way.
///
/// Nimbus's own sources (`JWKSourceBuilder`) let two fetches pass in each interval, follow redirects,
/// and keep every caller waiting while the other side is down; hence this.
final class KeyCache {
  static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int LONGEST = 64 * 1024;
  private static final Duration FRESH = Duration.ofMinutes(10);

  /// From here on a new set is fetched while the old one still serves, so that nobody waits.
  private static final Duration AHEAD = Duration.ofMinutes(8);

  /// Between two fetches for a `kid` that nobody knows, and between two tries in an outage.
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /// Between two tries while there is no key at all.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private record Held(PublicKeys keys, Instant fetchedAt) {}

  private final URI address;
  private final Download download;
  private final Duration stale;
  private final Clock clock;
  private final ThreadPoolExecutor fetcher;
  private final Object lock = new Object();

  private volatile @Nullable Held held;
  private volatile @Nullable Exception failure;
  // Guarded by the lock.
  private @Nullable CompletableFuture<Void> underWay;
  private @Nullable Instant triedAt;
  private @Nullable Instant askedAnewAt;

  /// @param stale how long beyond its ten minutes a set may serve while no new one can be had
  KeyCache(URI address, Download download, Duration stale, Clock clock) {
    this.address = address;
    this.download = download;
    this.stale = stale;
    this.clock = clock;
    this.fetcher =
        new ThreadPoolExecutor(
            1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), KeyCache::daemon);
    fetcher.allowCoreThreadTimeOut(true);
  }

  RSAPublicKey key(String kid) throws InvalidAccessToken {
    Optional<RSAPublicKey> known = current().find(kid);
    if (known.isPresent()) return known.get();
    askAnew().ifPresent(KeyCache::await);
    return current()
        .find(kid)
        .orElseThrow(() -> new InvalidAccessToken(Reason.UNKNOWN_KEY, "no such kid"));
  }

  private PublicKeys current() throws InvalidAccessToken {
    Held before = held;
    Instant now = clock.instant();
    if (before != null && within(AHEAD, before.fetchedAt(), now)) return before.keys();
    Optional<CompletableFuture<Void>> fetch = fetch(now, before == null ? FIRST_PAUSE : PAUSE);
    if (before != null && within(FRESH, before.fetchedAt(), now)) return before.keys();
    fetch.ifPresent(KeyCache::await);
    Held after = held;
    if (after == null || !within(FRESH.plus(stale), after.fetchedAt(), clock.instant())) {
      throw new InvalidAccessToken(Reason.KEYS_UNAVAILABLE, "no key set", failure);
    }
    return after.keys();
  }

  /// The fetch under way, or a new one unless the last try was less than a pause ago.
  private Optional<CompletableFuture<Void>> fetch(Instant now, Duration pause) {
    synchronized (lock) {
      if (underWay == null && (triedAt == null || !within(pause, triedAt, now))) begin(now);
      return Optional.ofNullable(underWay);
    }
  }

  private Optional<CompletableFuture<Void>> askAnew() {
    synchronized (lock) {
      Instant now = clock.instant();
      if (underWay == null && (askedAnewAt == null || !within(PAUSE, askedAnewAt, now))) {
        askedAnewAt = now;
        begin(now);
      }
      return Optional.ofNullable(underWay);
    }
  }

  private void begin(Instant now) {
    triedAt = now;
    underWay = CompletableFuture.runAsync(this::run, fetcher);
  }

  private void run() {
    try {
      byte[] body =
          download
              .get(address, Map.of(), LONGEST, TIMEOUT)
              .body()
              .orElseThrow(() -> new IOException("status 304 to no condition"));
      held = new Held(PublicKeys.parse(body), clock.instant());
      failure = null;
    } catch (IOException | RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (lock) {
        underWay = null;
      }
    }
  }

  /// Whatever becomes of the fetch, the caller looks at what is held then.
  private static void await(CompletableFuture<Void> fetch) {
    try {
      // A little longer than the fetch, which ends by itself: a name server may take its time.
      fetch.get(TIMEOUT.plusMillis(500).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Not, if the clock was set back behind the start.
  private static boolean within(Duration span, Instant start, Instant now) {
    return !now.isBefore(start) && now.isBefore(start.plus(span));
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "countersign-keys");
    thread.setDaemon(true);
    return thread;
  }
}
