package dev.countersign.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps the revocation list fresh on a thread of its own, by long polls (RFC 7240 §4.3): the server
/// answers as soon as something changed. Tokens are checked against what is held, without waiting.
final class RevocationFeed implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.countersign.verifier");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// Between two answers with something new, so that a burst of revocations costs a few lists.
  private static final Duration SHORT_PAUSE = Duration.ofMillis(200);

  /// Between two answers with nothing new, if the server does not wait.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private record Held(RevocationList list, Optional<String> etag) {}

  private final Issuer issuer;
  private final Download download;
  private final KeyCache keys;
  private final boolean required;
  private final Clock clock;
  private final CountDownLatch triedOnce = new CountDownLatch(1);
  private final Thread thread;

  private volatile @Nullable Held held;
  private volatile @Nullable Exception failure;

  /// @param required refuse every token while no list is held that is still good
  RevocationFeed(Issuer issuer, Download download, KeyCache keys, boolean required, Clock clock) {
    this.issuer = issuer;
    this.download = download;
    this.keys = keys;
    this.required = required;
    this.clock = clock;
    this.thread = new Thread(this::run, "countersign-revocations");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  void check(String kid, VerifiedAccessToken token, Instant now) throws InvalidAccessToken {
    Held current = held == null ? first() : held;
    // What was revoked stays so, also by a list that is too old to say that nothing else was.
    if (current != null && current.list().revokes(kid, token)) {
      throw new InvalidAccessToken(Reason.REVOKED, "by the revocation list");
    }
    if (required && (current == null || !current.list().isGoodAt(now))) {
      throw new InvalidAccessToken(Reason.REVOCATIONS_UNAVAILABLE, "no current list", failure);
    }
  }

  /// The very first tokens wait until the list was asked for once.
  private @Nullable Held first() {
    try {
      var unused = triedOnce.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return held;
  }

  private void run() {
    int failures = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Duration pause;
        try {
          pause = poll();
          failures = 0;
          failure = null;
        } catch (IOException | InvalidAccessToken | RuntimeException e) {
          if (failures == 0) LOG.log(Level.WARNING, "No revocation list: " + e);
          pause = backOff(failures++);
          failure = e;
        }
        triedOnce.countDown();
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  /// Asks once, and tells how long to pause before the next time.
  private Duration poll() throws IOException, InterruptedException, InvalidAccessToken {
    Held before = held;
    var headers = new HashMap<String, String>();
    Duration wait = before == null ? Duration.ZERO : conditional(before, headers);
    long began = System.nanoTime();
    var answer =
        download.get(issuer.revocations(), headers, RevocationList.LONGEST, wait.plus(TIMEOUT));
    if (answer.body().isEmpty()) {
      if (wait.isZero()) throw new IOException("status 304 to no condition");
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return took.compareTo(Duration.ofSeconds(1)) < 0 ? PAUSE : Duration.ZERO;
    }
    var list =
        RevocationList.verified(
            new String(answer.body().orElseThrow(), ISO_8859_1),
            issuer,
            keys,
            Optional.ofNullable(before).map(Held::list),
            clock.instant());
    held = new Held(list, answer.etag());
    boolean changed = before == null || !list.equals(before.list());
    return changed ? SHORT_PAUSE : PAUSE;
  }

  /// Asks to be kept waiting for a change; in the second half of a list's life for a new one at once,
  /// whether or not anything changed.
  private Duration conditional(Held before, Map<String, String> headers) {
    Duration left = Duration.between(clock.instant(), before.list().middle());
    if (before.etag().isEmpty() || left.compareTo(Duration.ofSeconds(1)) < 0) return Duration.ZERO;
    Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    headers.put("If-None-Match", before.etag().orElseThrow());
    headers.put("Prefer", "wait=" + wait.toSeconds());
    return wait;
  }

  /// 1 s, doubling up to 30 s; less up to a half of it, so that backends do not come back in step.
  private static Duration backOff(int failures) {
    long millis = Math.min(1000L << Math.min(failures, 10), LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2));
  }
}
