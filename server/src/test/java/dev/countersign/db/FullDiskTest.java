package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.support.TestFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The embedded store on a disk with room for some forty pages.
@Timeout(60)
class FullDiskTest {
  private static final String INSERT = "INSERT INTO item (id, amount, body) VALUES (?, 0, ?)";
  private static final byte[] LARGE = new byte[20_000];

  private final Path folder = TestFolders.fresh();
  @AutoClose private final Database database = Database.embedded(folder, Items.SCHEMA, 40);
  @AutoClose private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void refusesWhatDoesNotFitAndKeepsTheRest() {
    long stored = fill();

    assertThat(stored).isPositive();
    assertThat(Items.count(database)).isEqualTo(stored);
    assertThatThrownBy(() -> database.inTransaction(tx -> Items.put(tx, "a") + put(tx, "b")))
        .isInstanceOf(Refusal.class);
    assertThat(Items.count(database)).isEqualTo(stored);
  }

  @Test
  void refusesNobodyElseInTheSameBatch() throws Exception {
    long stored = fill();
    List<Future<?>> small = new ArrayList<>();
    List<Future<?>> large = new ArrayList<>();

    try (BusyWriters busy = new BusyWriters(database, callers)) {
      for (int i = 0; i < 10; i++) {
        String id = "id-" + i;
        small.add(callers.submit(() -> database.inTransaction(tx -> Items.put(tx, "small-" + id))));
        large.add(callers.submit(() -> database.inTransaction(tx -> put(tx, "large-" + id))));
      }
      busy.untilWaiting(20);
    }

    for (Future<?> work : small) work.get();
    for (Future<?> work : large)
      assertThatThrownBy(work::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(Refusal.class);
    assertThat(Items.count(database)).isEqualTo(stored + 10);
  }

  @Test
  void goesOnWhenThereIsRoomAgain() {
    long stored = fill();

    database.inTransaction(tx -> tx.update("DELETE FROM item WHERE id = 'fill-1'"));

    int rows = database.inTransaction(tx -> put(tx, "again"));
    assertThat(rows).isEqualTo(1);
    assertThat(Items.count(database)).isEqualTo(stored);
  }

  /// As many rows as go in.
  private long fill() {
    for (int rows = 0; ; rows++) {
      String id = "fill-" + rows;
      try {
        database.inTransaction(tx -> put(tx, id));
      } catch (Refusal full) {
        assertThat(full.problem()).isEqualTo(Problem.STORE_UNAVAILABLE);
        return rows;
      }
    }
  }

  private static int put(Tx tx, String id) {
    return tx.update(INSERT, id, LARGE);
  }
}
