package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.support.Cable;
import dev.countersign.support.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// PostgreSQL alone: a database behind a wire that breaks.
@Timeout(60)
class OutageTest {
  private final String direct = TestPostgres.fresh();
  @AutoClose private final Cable cable = new Cable(TestPostgres.port());

  /// Impatient, so that the test is quick; the default is ten seconds.
  @AutoClose
  private final Database database =
      Database.postgres(
          PostgresUrl.parse(
              direct.replace(":" + TestPostgres.port(), ":" + cable.port()) + "?socketTimeout=1"),
          Items.SCHEMA);

  @AutoClose private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void refusesWhileItIsAwayAndGoesOnWhenItIsBack() {
    put("before");

    cable.cut();

    assertRefused(() -> put("during"));
    assertRefused(() -> Items.count(database));
    assertThat(database.alive()).isFalse();

    cable.mend();

    assertThat(put("after")).isEqualTo(1);
    assertThat(Items.count(database)).isEqualTo(2);
    assertThat(database.alive()).isTrue();
  }

  @Test
  void refusesInBoundedTimeWhileItHangs() throws Exception {
    put("before");
    Items.count(database);

    cable.hold();
    long start = System.nanoTime();
    List<Future<?>> works = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String id = "id-" + i;
      works.add(callers.submit(() -> put(id)));
    }
    for (Future<?> work : works) assertRefused(() -> unwrapped(work));
    assertRefused(() -> Items.count(database));
    assertThat(database.alive()).isFalse();
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);

    cable.mend();

    assertThat(put("after")).isEqualTo(1);
    assertThat(Items.count(database)).isEqualTo(2);
  }

  @Test
  void goesOnUnseenWhereOnlyTheConnectionsBroke() {
    put("before");
    Items.count(database);

    cable.mend();

    assertThat(put("after")).isEqualTo(1);
    assertThat(Items.count(database)).isEqualTo(2);
  }

  @Test
  void neverCallsACommitDoneThatItDidNotSeeDone() {
    Work<Integer> cutAtTheEnd =
        tx -> {
          Items.put(tx, "a");
          cable.cut();
          return 1;
        };

    assertRefused(() -> database.inTransaction(cutAtTheEnd));
    cable.mend();

    assertThat(Items.count(database)).isZero();
  }

  private int put(String id) {
    return database.inTransaction(tx -> Items.put(tx, id));
  }

  private static void unwrapped(Future<?> work) throws Throwable {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.problem()).isEqualTo(Problem.STORE_UNAVAILABLE));
  }
}
