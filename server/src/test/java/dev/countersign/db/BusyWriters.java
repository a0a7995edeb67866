package dev.countersign.db;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/// Every writer of a database held inside a work, so that what comes next has to wait.
final class BusyWriters implements AutoCloseable {
  private final Database database;
  private final ExecutorService callers;
  private final ArrayDeque<CountDownLatch> gates = new ArrayDeque<>();
  private final ArrayDeque<CompletableFuture<?>> works = new ArrayDeque<>();

  BusyWriters(Database database, ExecutorService callers) {
    this.database = database;
    this.callers = callers;
    for (int i = 0; i < database.writers(); i++) hold();
  }

  void untilWaiting(int shares) throws InterruptedException {
    while (database.waiting() < shares) Thread.sleep(1);
  }

  /// Lets one of them go on, and with it whatever waits.
  void freeOne() {
    gates.remove().countDown();
  }

  @Override
  public void close() {
    gates.forEach(CountDownLatch::countDown);
    works.forEach(CompletableFuture::join);
  }

  private void hold() {
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Boolean> inside = new CompletableFuture<>();
    Work<Boolean> stay =
        tx -> {
          inside.complete(true);
          await(gate);
          return true;
        };
    works.add(CompletableFuture.supplyAsync(() -> database.inTransaction(stay), callers));
    inside.join();
    gates.add(gate);
  }

  static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
