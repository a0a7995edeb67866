package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Items.class)
@Timeout(60)
class GroupCommitTest {
  @AutoClose private final Database database;
  @AutoClose private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  GroupCommitTest(Items items) {
    this.database = items.fresh();
  }

  @Test
  void worksThatWaitTogetherShareACommit() throws Exception {
    List<Future<?>> works = new ArrayList<>();

    try (BusyWriters busy = new BusyWriters(database, callers)) {
      for (int i = 0; i < 50; i++) works.add(put("id-" + i));
      busy.untilWaiting(50);
    }
    for (Future<?> work : works) work.get();

    assertThat(Items.count(database)).isEqualTo(50);
    assertThat(database.commits()).isLessThan(20);
  }

  @Test
  void aFailingWorkDoesNotDisturbItsNeighbours() throws Exception {
    List<Future<?>> works = new ArrayList<>();

    try (BusyWriters busy = new BusyWriters(database, callers)) {
      for (int i = 0; i < 30; i++) {
        String id = "id-" + i;
        if (i % 3 == 0) works.add(put(id));
        if (i % 3 == 1) works.add(callers.submit(() -> refused(id)));
        if (i % 3 == 2) works.add(put("id-" + (i - 2)));
      }
      busy.untilWaiting(30);
    }

    for (int i = 0; i < 30; i++) {
      Future<?> work = works.get(i);
      if (i % 3 == 1) assertThat(failure(work)).isInstanceOf(Refusal.class);
    }
    // Of two that want the same id, whichever came first has it.
    assertThat(works.stream().filter(work -> failure(work) instanceof DuplicateKey)).hasSize(10);
    assertThat(Items.count(database)).isEqualTo(10);
  }

  @Test
  void aRefusalLeavesNothing() {
    assertThatThrownBy(() -> refused("a")).isInstanceOf(Refusal.class);

    assertThat(Items.count(database)).isZero();
    assertThat(database.commits()).isZero();
  }

  @Test
  void nobodyIsToldBeforeTheCommit() throws Exception {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    CountDownLatch gate = new CountDownLatch(1);
    Future<Boolean> first;

    try (BusyWriters busy = new BusyWriters(database, callers)) {
      first = callers.submit(() -> database.inTransaction(tx -> putAndTell(tx, ran)));
      busy.untilWaiting(1);
      Future<?> second = callers.submit(() -> database.inTransaction(tx -> wait(gate)));
      busy.untilWaiting(2);
      busy.freeOne();
      ran.join();

      assertThatThrownBy(() -> first.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(Items.count(database)).isZero();
      gate.countDown();
      second.get();
    }

    assertThat(first.get()).isTrue();
    assertThat(Items.count(database)).isEqualTo(1);
  }

  @Test
  void readsSeeWhatWasCommitted() throws Exception {
    List<Future<Boolean>> works = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String id = "id-" + i;
      works.add(callers.submit(() -> putAndFind(id)));
    }
    for (Future<Boolean> work : works) assertThat(work.get()).isTrue();
  }

  @Test
  void concurrentIncrementsLoseNothing() throws Exception {
    database.inTransaction(tx -> tx.update("INSERT INTO item (id, amount) VALUES ('a', 0)"));

    List<Future<?>> works = new ArrayList<>();
    String sql = "UPDATE item SET amount = amount + 1 WHERE id = 'a'";
    for (int i = 0; i < 200; i++)
      works.add(callers.submit(() -> database.inTransaction(tx -> tx.update(sql))));
    for (Future<?> work : works) work.get();

    String read = "SELECT amount FROM item WHERE id = 'a'";
    long amount = database.read(tx -> tx.count(read));
    assertThat(amount).isEqualTo(200);
    assertThat(database.commits()).isLessThan(200);
  }

  @Test
  void aWorkOpensNoOtherTransaction() {
    Work<Integer> inner = tx -> tx.update("DELETE FROM item");

    assertThatThrownBy(() -> database.inTransaction(tx -> database.inTransaction(inner)))
        .hasMessageContaining("opens no other");
    assertThatThrownBy(() -> database.inTransaction(tx -> database.read(inner)))
        .hasMessageContaining("opens no other");
  }

  @Test
  void closingFinishesWhatIsQueuedAndRefusesTheRest() throws Exception {
    List<Future<?>> works = new ArrayList<>();
    Future<?> closing;

    try (BusyWriters busy = new BusyWriters(database, callers)) {
      for (int i = 0; i < 100; i++) works.add(put("id-" + i));
      busy.untilWaiting(100);
      closing = callers.submit(database::close);
      while (database.alive()) Thread.sleep(1);
    }
    closing.get();

    for (Future<?> work : works) assertThat(failure(work)).isNull();
    assertThatThrownBy(() -> database.inTransaction(tx -> tx.update("DELETE FROM item")))
        .satisfies(e -> assertThat(((Refusal) e).problem()).isEqualTo(Problem.STORE_UNAVAILABLE));
  }

  private Future<?> put(String id) {
    return callers.submit(() -> database.inTransaction(tx -> Items.put(tx, id)));
  }

  private int refused(String id) {
    return database.inTransaction(
        tx -> {
          Items.put(tx, id);
          throw new Refusal(Problem.FORBIDDEN, "for the test");
        });
  }

  private boolean putAndFind(String id) {
    database.inTransaction(tx -> Items.put(tx, id));
    return database.read(tx -> tx.count("SELECT COUNT(*) FROM item WHERE id = ?", id)) == 1;
  }

  private static boolean putAndTell(Tx tx, CompletableFuture<Boolean> ran) {
    Items.put(tx, "a");
    return ran.complete(true);
  }

  private static boolean wait(CountDownLatch gate) {
    BusyWriters.await(gate);
    return true;
  }

  private static @Nullable Throwable failure(Future<?> work) {
    try {
      work.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
