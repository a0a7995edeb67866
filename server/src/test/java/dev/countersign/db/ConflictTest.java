package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// PostgreSQL alone: there, two transactions can want each other's rows.
@Timeout(60)
class ConflictTest {
  private static final String ADD = "UPDATE item SET amount = amount + 1 WHERE id = ?";

  private final PostgresUrl url = PostgresUrl.parse(TestPostgres.fresh());
  @AutoClose private final Database here = Database.postgres(url, Items.SCHEMA);
  @AutoClose private final Database there = Database.postgres(url, Items.SCHEMA);
  @AutoClose private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void twoThatWaitForEachOtherAreRunAgainOneByOne() throws Exception {
    here.inTransaction(tx -> Items.put(tx, "a"));
    here.inTransaction(tx -> Items.put(tx, "b"));
    CountDownLatch bothHoldOne = new CountDownLatch(2);
    AtomicInteger runs = new AtomicInteger();

    Future<?> one =
        callers.submit(() -> here.inTransaction(tx -> both(tx, "a", "b", bothHoldOne, runs)));
    Future<?> two =
        callers.submit(() -> there.inTransaction(tx -> both(tx, "b", "a", bothHoldOne, runs)));
    one.get();
    two.get();

    assertThat(amounts()).containsExactly(2L, 2L);
    assertThat(runs.get()).isGreaterThan(2);
  }

  @Test
  void nodesThatWriteTheSameRowsLoseNothing() throws Exception {
    List<String> ids = List.of("a", "b", "c", "d", "e");
    for (String id : ids) here.inTransaction(tx -> Items.put(tx, id));

    List<Future<?>> works = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Database node = i % 2 == 0 ? here : there;
      String id = ids.get(i * 7 % 5);
      works.add(callers.submit(() -> node.inTransaction(tx -> tx.update(ADD, id))));
    }
    for (Future<?> work : works) work.get();

    assertThat(amounts()).containsExactly(200L, 200L, 200L, 200L, 200L);
  }

  private static int both(
      Tx tx, String first, String second, CountDownLatch met, AtomicInteger runs) {
    runs.incrementAndGet();
    tx.update(ADD, first);
    met.countDown();
    BusyWriters.await(met);
    return tx.update(ADD, second);
  }

  private List<Long> amounts() {
    String sql = "SELECT amount FROM item ORDER BY id";
    return here.read(tx -> tx.list(sql, row -> row.number("amount")));
  }
}
