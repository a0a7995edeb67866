package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.db.News.Topic;
import dev.countersign.support.Cable;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPostgres;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// News is told with the commit: here at once, on other nodes as soon as PostgreSQL carries it.
class NewsTest {
  private static final UUID TENANT = new UUID(0, 7);
  private static final News TOLD = new News(Topic.KEYS, TENANT);

  @ParameterizedTest
  @EnumSource(Stores.class)
  void isHeardHereBeforeTheWorkReturns(Stores store) {
    try (Database database = store.fresh()) {
      var heard = listen(database);

      database.inTransaction(NewsTest::tell);

      assertThat(heard.peek()).isEqualTo(TOLD);
    }
  }

  @ParameterizedTest
  @EnumSource(Stores.class)
  void isNotToldByAWorkThatFails(Stores store) {
    try (Database database = store.fresh()) {
      var heard = listen(database);

      assertThatThrownBy(
              () ->
                  database.inTransaction(
                      tx -> {
                        tell(tx);
                        throw new IllegalStateException("changed its mind");
                      }))
          .hasMessage("changed its mind");

      assertThat(heard).isEmpty();
    }
  }

  @Test
  void isHeardOnTheOtherNodes() throws Exception {
    var place = Stores.POSTGRESQL.place();
    try (Database one = place.get();
        Database other = place.get()) {
      var heard = listen(other);

      assertThat(toldUntilHeard(one, heard)).contains(TOLD);
    }
  }

  @Test
  void isHeardAgainAfterTheWireWasCut() throws Exception {
    String url = TestPostgres.fresh();
    try (Database one = Database.postgres(PostgresUrl.parse(url));
        Cable cable = new Cable(TestPostgres.port())) {
      String through = url.replace(":" + TestPostgres.port(), ":" + cable.port());
      try (Database other = Database.postgres(PostgresUrl.parse(through))) {
        var heard = listen(other);
        toldUntilHeard(one, heard);

        cable.mend();

        assertThat(toldUntilHeard(one, heard)).contains(TOLD);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "KEYS", "KEYS ", "KEYS x", "WEATHER 00000000-0000-0000-0000-000000000007"})
  void ignoresWhatANewerReleaseMaySay(String text) {
    assertThat(News.parse(text)).isEmpty();
    assertThat(News.parse(TOLD.text())).contains(TOLD);
  }

  private static UUID tell(Tx tx) {
    tx.tell(Topic.KEYS, TENANT);
    return TENANT;
  }

  private static BlockingQueue<News> listen(Database database) {
    var heard = new LinkedBlockingQueue<News>();
    database.onNews(heard::add);
    return heard;
  }

  /// Nobody hears what is told before they have begun to listen, so it is told more than once.
  private static List<News> toldUntilHeard(Database teller, BlockingQueue<News> heard)
      throws InterruptedException {
    heard.clear();
    for (int i = 0; i < 100; i++) {
      teller.inTransaction(NewsTest::tell);
      News news = heard.poll(100, TimeUnit.MILLISECONDS);
      if (news != null) return List.of(news);
    }
    return List.of();
  }
}
