package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Secrets;
import dev.countersign.base.StartRefused;
import dev.countersign.db.Database;
import dev.countersign.db.Move;
import dev.countersign.db.PostgresUrl;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestFolders;
import dev.countersign.support.TestPostgres;
import dev.countersign.support.TestServer;
import dev.countersign.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/// From the embedded store to PostgreSQL, with everything, and never back by accident.
@Timeout(180)
class MoveTest {
  private static final String ADA = "ada@example.org";

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final Path folder = server.config().dataFolder();
  private final String address = TestPostgres.fresh();
  private final PostgresUrl url = PostgresUrl.parse(address);

  @Test
  void takesEverythingAlong() {
    var environment = server.sandbox();
    Reply kept = server.signIn(environment, ADA);
    String revoked = server.token(environment, "bob@example.org");
    server.as(revoked, environment, "POST", "/revoke");
    String hours = "{\"security\":{\"jwtDuration\":{\"amount\":3,\"unit\":\"hours\"}}}";
    server.admin("PUT", "/environments/" + environment, hours);
    Object settings = server.client(environment, "GET", "/settings", null).body();
    Object jwks = server.client(environment, "GET", "/.well-known/jwks", null).body();
    Map<String, Long> rows = counts(server.store());
    server.stop();

    List<String> progress = new ArrayList<>();
    new Move(folder, url, progress::add).run(this::keyFits);

    assertThat(progress).hasSameSizeAs(rows.keySet());
    try (TestServer moved = server.onPostgres(url)) {
      assertThat(counts(moved.store())).isEqualTo(rows);
      assertThat(moved.client(environment, "GET", "/settings", null).body()).isEqualTo(settings);
      assertThat(moved.client(environment, "GET", "/.well-known/jwks", null).body())
          .isEqualTo(jwks);
      String token = kept.text("minifiedJwt");
      assertThat(moved.as(token, environment, "GET", "/users").status()).isEqualTo(200);
      assertThat(moved.as(token, environment, "POST", "/refresh").status()).isEqualTo(200);
      assertThat(moved.as(revoked, environment, "GET", "/users").status()).isEqualTo(401);
      // Messages of one moment, made by two processes, have no order.
      moved.clock.pass(Duration.ofSeconds(1));
      assertThat(moved.signIn(environment, ADA).text("/user/id")).isEqualTo(kept.text("/user/id"));
    }
    assertThatThrownBy(server::startAgain)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("was moved to PostgreSQL");
    assertThatThrownBy(() -> move(PostgresUrl.parse(TestPostgres.fresh())))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("was moved to PostgreSQL");
    assertThat(Files.exists(folder.resolve("countersign.db"))).isFalse();
  }

  @Test
  void isACommand() {
    Map<String, Long> rows = counts(server.store());
    server.stop();

    int code = new CommandLine(new Main()).execute("move", "--from", "" + folder, "--to", address);

    assertThat(code).isZero();
    try (Database target = Database.postgres(url)) {
      assertThat(counts(target)).isEqualTo(rows);
    }
  }

  @Test
  void leavesNothingBehindWhenItIsCutOff() {
    server.token(server.sandbox(), ADA);
    Map<String, Long> rows = counts(server.store());
    server.stop();
    String name = url.toString().substring(url.toString().lastIndexOf('/') + 1);
    Consumer<String> cut =
        line -> {
          if (line.startsWith("session:"))
            TestPostgres.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                    + name
                    + "' AND pid <> pg_backend_pid()");
        };

    assertThatThrownBy(() -> new Move(folder, url, cut).run(this::keyFits))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("Nothing was moved to postgresql://");

    try (Database target = Database.postgres(url)) {
      assertThat(counts(target).values()).containsOnly(0L);
    }
    server.startAgain();
    assertThat(counts(server.store())).isEqualTo(rows);
    server.stop();
    move(url);
    try (Database target = Database.postgres(url)) {
      assertThat(counts(target)).isEqualTo(rows);
    }
  }

  @Test
  void refusesATargetThatHoldsARow() {
    server.stop();
    try (Database target = Database.postgres(url)) {
      target.inTransaction(
          tx -> tx.update("INSERT INTO organization (id, name, created_at) VALUES ('a', 'b', 1)"));
    }

    assertRefused(url, "holds rows already (table organization)");
    try (Database target = Database.postgres(url)) {
      assertThat(counts(target).values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
    }
  }

  @Test
  void refusesAForeignDatabaseWithoutMigratingIt() {
    server.stop();
    Database.postgres(url).close();
    try (Database target = Database.postgres(url)) {
      target.inTransaction(tx -> tx.update("CREATE TABLE stranger AS SELECT 1 AS one"));
      target.inTransaction(tx -> tx.update("DROP TABLE flyway_schema_history"));
    }

    assertRefused(url, "holds rows already (table stranger)");
  }

  @Test
  void refusesWhileAServerRuns() {
    assertRefused(url, "is in use by a running Countersign");
  }

  @Test
  void refusesWhereThereIsNoStoreOrNoTarget() {
    server.stop();
    var away = PostgresUrl.parse("postgresql://ada:s3cret@127.0.0.1:1/app");

    assertRefused(away, "The database postgresql://127.0.0.1:1/app cannot be opened");
    Path empty = TestFolders.fresh();
    assertThatThrownBy(() -> new Move(empty, url, _ -> {}).run(_ -> {}))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("holds no countersign.db");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void refusesAMasterKeyThatDoesNotFit() throws Exception {
    server.stop();
    Files.delete(server.config().masterKeyFile());

    assertRefused(url, "master key file");

    try (Database target = Database.postgres(url)) {
      assertThat(counts(target).values()).containsOnly(0L);
    }
    assertThat(Files.exists(folder.resolve("countersign.db"))).isTrue();
  }

  private void assertRefused(PostgresUrl to, String sentence) {
    assertThatThrownBy(() -> move(to))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("s3cret");
    assertThat(Files.exists(folder.resolve("countersign.db"))).isTrue();
  }

  private void move(PostgresUrl to) {
    new Move(folder, to, _ -> {}).run(this::keyFits);
  }

  private void keyFits(Database source) {
    Vault.open(source, server.config().masterKeyFile(), new Secrets());
  }

  /// Every table but Flyway's, as the database tells of them.
  private static Map<String, Long> counts(Database database) {
    String names =
        database.shared()
            ? "SELECT table_name AS name FROM information_schema.tables"
                + " WHERE table_schema = current_schema()"
            : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    var counts = new TreeMap<String, Long>();
    for (String name : database.read(tx -> tx.list(names, row -> row.text("name"))))
      if (!name.startsWith("flyway"))
        counts.put(name, database.read(tx -> tx.count("SELECT COUNT(*) FROM " + name)));
    assertThat(counts).containsKeys("session", "signing_key", "outbox_message", "deployment");
    return counts;
  }
}
