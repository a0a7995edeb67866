package dev.countersign.limit;

import dev.countersign.limit.LimitRepository.Counted;
import dev.countersign.limit.LimitRepository.Window;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;

/// The uses of one subject in this process, and what it knows of the other nodes'.
final class Tally {
  /// Below this part of its limit a subject is nobody's concern.
  private static final int NOTABLE_PART = 10;

  private final Counted key;
  private final LimitRule rule;
  private final Bucket bucket;

  private long begunNanos = System.nanoTime();
  private long untold;

  /// The window in the database: when it ends, what this node told, and how many uses of others
  /// were taken off the bucket.
  private Instant end = Instant.MIN;

  private long told;
  private long taken;

  Tally(Counted key, LimitRule rule) {
    this.key = key;
    this.rule = rule;
    this.bucket =
        Bucket.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(rule.uses())
                    .refillIntervally(rule.uses(), rule.window())
                    .build())
            .build();
  }

  Counted key() {
    return key;
  }

  LimitRule rule() {
    return rule;
  }

  /// Counts one use. The answer is how long to wait where there were too many, else zero.
  Duration use() {
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) return Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    count();
    return Duration.ZERO;
  }

  boolean notable() {
    return (rule.uses() - bucket.getAvailableTokens()) * NOTABLE_PART >= rule.uses();
  }

  /// The uses that no other node knows of.
  synchronized long untold() {
    return untold;
  }

  /// So many were told, and this is what the database has now: what others added is taken off.
  synchronized void learn(long justTold, Window window) {
    untold -= Math.min(untold, justTold);
    if (!window.endsAt().equals(end)) {
      end = window.endsAt();
      told = 0;
      taken = 0;
    }
    told += justTold;
    long others = window.used() - told;
    if (others <= taken) return;
    bucket.consumeIgnoringRateLimits(others - taken);
    taken = others;
  }

  /// Uses of a window that is over are not told any more.
  private synchronized void count() {
    long now = System.nanoTime();
    if (now - begunNanos >= rule.window().toNanos()) {
      begunNanos = now;
      untold = 0;
    }
    untold++;
  }
}
