package dev.countersign.db;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The shares that wait for a writer, first come first served.
final class Waiting {
  private static final Duration QUIET = Duration.ofSeconds(60);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Share<?>> shares = new ArrayDeque<>();
  private boolean closed;

  /// Nothing joins once it is closed, so that nothing can wait for a writer that has gone home.
  void add(Share<?> share) {
    lock.lock();
    try {
      if (closed) throw new Refusal(Problem.STORE_UNAVAILABLE, "the database is being closed");
      shares.add(share);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Up to `most` of those that wait, as soon as there is one; empty after a while without any.
  List<Share<?>> take(int most) {
    lock.lock();
    try {
      long left = QUIET.toNanos();
      while (shares.isEmpty() && !closed && left > 0) left = changed.awaitNanos(left);
      return takeNow(most);
    } catch (InterruptedException e) {
      // Nobody has a reason to; the writer just asks again.
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing waits and nothing ever will.
  boolean over() {
    lock.lock();
    try {
      return closed && shares.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// All that wait at this moment.
  List<Share<?>> takeAll() {
    lock.lock();
    try {
      return takeNow(Integer.MAX_VALUE);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return shares.size();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Share<?>> takeNow(int most) {
    List<Share<?>> taken = new ArrayList<>(Math.min(most, shares.size()));
    while (taken.size() < most && !shares.isEmpty()) taken.add(shares.remove());
    return taken;
  }
}
