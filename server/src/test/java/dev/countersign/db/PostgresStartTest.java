package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.StartRefused;
import dev.countersign.support.Cable;
import dev.countersign.support.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What PostgreSQL must be like before the server starts on it.
@Timeout(60)
class PostgresStartTest {
  private final String url = TestPostgres.fresh();
  private final String database = url.substring(url.lastIndexOf('/') + 1);

  @Test
  void refusesADatabaseThatMayForgetACommit() {
    TestPostgres.execute("ALTER DATABASE " + database + " SET synchronous_commit = off");

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("has synchronous_commit off");

    TestPostgres.execute("ALTER DATABASE " + database + " SET synchronous_commit = local");
    open().close();
  }

  @Test
  void writesReadCommittedWhateverTheDatabasePrefers() {
    TestPostgres.execute(
        "ALTER DATABASE " + database + " SET default_transaction_isolation = 'serializable'");

    try (Database opened = open()) {
      var level =
          opened.inTransaction(
              tx -> tx.one("SHOW transaction_isolation", row -> row.text("transaction_isolation")));
      assertThat(level).contains("read committed");
    }
  }

  @Test
  void saysWhereNothingAnswersButNotTheSecret() {
    try (Cable cable = new Cable(TestPostgres.port())) {
      cable.cut();
      PostgresUrl away =
          PostgresUrl.parse("postgresql://ada:s3cret@127.0.0.1:" + cable.port() + "/app");

      assertThatThrownBy(() -> Database.postgres(away, Items.SCHEMA))
          .isInstanceOf(StartRefused.class)
          .hasMessageStartingWith(
              "The database postgresql://127.0.0.1:" + cable.port() + "/app cannot be opened: ")
          .satisfies(e -> assertThat(trace(e)).doesNotContain("s3cret"));
    }
  }

  @Test
  void saysWhoseDatabaseIsMissingButNotTheSecret() {
    PostgresUrl wrong =
        PostgresUrl.parse(
            "postgresql://postgres:s3cret@127.0.0.1:" + TestPostgres.port() + "/nowhere");

    assertThatThrownBy(() -> Database.postgres(wrong, Items.SCHEMA))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("\"nowhere\" does not exist")
        .satisfies(e -> assertThat(trace(e)).doesNotContain("s3cret"));
  }

  @Test
  void severalNodesMayStartAtOnce() throws Exception {
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Database>> started = new ArrayList<>();
      for (int i = 0; i < 4; i++) started.add(nodes.submit(this::open));

      for (Future<Database> node : started) {
        try (Database database = node.get()) {
          assertThat(Items.count(database)).isZero();
        }
      }
    }
  }

  private Database open() {
    return Database.postgres(PostgresUrl.parse(url), Items.SCHEMA);
  }

  /// All that a log would show.
  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
