package dev.countersign.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Wakes those in this process who wait for a message, so that they need not ask the store all the
/// time. They ask now and then all the same: other nodes write too, and their bell is not heard here.
final class Bell {
  /// What a listener waits for.
  sealed interface Sound {
    /// A message to be sent.
    record Queued() implements Sound {}

    /// A message in the inbox of an environment: to one address, or (with none) to anyone.
    record Arrived(UUID environmentId, @Nullable String recipient) implements Sound {}
  }

  private final Map<Sound, Set<Ear>> ears = new ConcurrentHashMap<>();

  /// Listen first, then look: what is queued in between is heard.
  Ear listen(Sound sound, Duration pace) {
    Ear ear = new Ear(sound, pace);
    ears.compute(
        sound,
        (_, others) -> {
          Set<Ear> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(ear);
          return all;
        });
    return ear;
  }

  void ring(Sound sound) {
    Set<Ear> listening = ears.get(sound);
    if (listening != null) listening.forEach(Ear::wake);
  }

  void ringAll() {
    ears.values().forEach(listening -> listening.forEach(Ear::wake));
  }

  /// One listener, used by one thread.
  final class Ear implements AutoCloseable {
    private static final Duration BRISK = Duration.ofMillis(2);

    private final Sound sound;
    private final Duration slow;
    private final Semaphore rings = new Semaphore(0);
    private Duration pace;

    private Ear(Sound sound, Duration slow) {
      this.sound = sound;
      this.slow = slow;
      this.pace = slow;
    }

    /// Returns when it is time to look again, at the latest after `most`. It rings when a message is
    /// queued, a moment before the commit, so after a ring the looks come quickly at first.
    void await(Duration most) throws InterruptedException {
      Duration wait = pace.compareTo(most) < 0 ? pace : most;
      if (rings.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        rings.drainPermits();
        pace = BRISK;
      } else {
        pace = pace.multipliedBy(2).compareTo(slow) < 0 ? pace.multipliedBy(2) : slow;
      }
    }

    void wake() {
      rings.release();
    }

    @Override
    public void close() {
      ears.computeIfPresent(
          sound,
          (_, others) -> {
            others.remove(this);
            return others.isEmpty() ? null : others;
          });
    }
  }
}
