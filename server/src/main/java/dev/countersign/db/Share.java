package dev.countersign.db;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One caller's work and what became of it. Whatever a run gave stays here until its transaction
/// has ended.
final class Share<T extends @Nullable Object> {
  private final Work<T> work;
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile Outcome<T> run = new Waits<>();
  private volatile Outcome<T> verdict = run;
  private volatile List<News> news = List.of();

  Share(Work<T> work) {
    this.work = work;
  }

  /// Runs the work, anew each time. False where it failed and must be undone, even if it caught the
  /// failure of its statement itself.
  boolean run(Tx tx) {
    run = outcome(tx);
    return run instanceof Done<T>;
  }

  /// The transaction of the last run has ended as it should: what the run gave is true.
  void conclude() {
    settle(run);
  }

  void fail(Throwable why) {
    settle(new Thrown<>(why));
  }

  /// Blocks until a writer has settled it: to walk away earlier would leave open what was written.
  T await() {
    boolean interrupted = false;
    while (true) {
      try {
        settled.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    return switch (verdict) {
      case Done<T>(T value) -> value;
      case Waits<T>() -> throw new IllegalStateException("it never ran");
      case Thrown<T>(RuntimeException e) -> throw e;
      case Thrown<T>(Error e) -> throw e;
      case Thrown<T>(Throwable e) -> throw new IllegalStateException(e);
    };
  }

  /// What the last run told of; true once it was awaited and did not throw.
  List<News> news() {
    return news;
  }

  private Outcome<T> outcome(Tx tx) {
    try {
      T value = work.run(tx);
      RuntimeException failure = tx.failure();
      return failure == null ? new Done<>(value) : new Thrown<>(failure);
    } catch (Throwable thrown) {
      return new Thrown<>(thrown);
    } finally {
      news = tx.news();
      tx.end();
    }
  }

  private void settle(Outcome<T> outcome) {
    if (settled.getCount() == 0) return;
    verdict = outcome;
    settled.countDown();
  }

  private sealed interface Outcome<T extends @Nullable Object> {}

  private record Waits<T extends @Nullable Object>() implements Outcome<T> {}

  private record Done<T extends @Nullable Object>(T value) implements Outcome<T> {}

  private record Thrown<T extends @Nullable Object>(Throwable thrown) implements Outcome<T> {}
}
