package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.db.Database;
import dev.countersign.support.Stores;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A node of the release before must go on working on this schema, for nodes change one by one.
/// Freeze a release's statements with
/// `mvn -q -pl server -am test -Dtest=ReleasedSqlTest -Dfreeze=0.2`.
@ParameterizedClass
@EnumSource(Stores.class)
class ReleasedSqlTest {
  private static final Pattern INSERT = Pattern.compile("INSERT INTO (\\w+)\\s*\\(([^)]*)\\)");

  private final Stores kind;
  @AutoClose private final Database database;

  ReleasedSqlTest(Stores kind) {
    this.kind = kind;
    this.database = kind.fresh();
  }

  @Test
  void freezesTheStatementsOfThisBuild() throws Exception {
    String release = System.getProperty("freeze");
    if (release != null) ReleasedSql.ofThisBuild().freeze(release);

    assertThat(ReleasedSql.ofThisBuild().statements())
        .containsKey("SessionRepository.REVOKE")
        .containsKey("UserSearch, page by email asc");
  }

  @Test
  void theSchemaTakesEveryStatementOfARelease() throws IOException {
    for (String release : ReleasedSql.releases())
      ReleasedSql.of(release)
          .statements()
          .forEach((name, sql) -> assertThat(explained(sql)).as(release + ": " + name).isTrue());
  }

  /// An explained statement is not run: what it leaves out has to be held against the table.
  @Test
  void theSchemaNeedsNoColumnThatAnInsertOfAReleaseLeavesOut() throws IOException {
    for (String release : ReleasedSql.releases())
      ReleasedSql.of(release)
          .statements()
          .forEach(
              (name, sql) -> {
                var insert = INSERT.matcher(sql);
                if (!insert.lookingAt()) return;
                var named =
                    Arrays.stream(insert.group(2).split(",", -1))
                        .map(String::strip)
                        .collect(Collectors.toSet());
                assertThat(needed(insert.group(1))).as(release + ": " + name).isSubsetOf(named);
              });
  }

  private boolean explained(String sql) {
    int parameters = (int) sql.chars().filter(letter -> letter == '?').count();
    Object[] nulls = Collections.nCopies(parameters, null).toArray();
    return !database.inTransaction(tx -> tx.list("EXPLAIN " + sql, _ -> "", nulls)).isEmpty();
  }

  /// The columns that an insert must name.
  private Set<String> needed(String table) {
    String sql =
        switch (kind) {
          case SQLITE ->
              """
              SELECT name FROM pragma_table_info(?)
              WHERE "notnull" = 1 AND dflt_value IS NULL
              """;
          case POSTGRESQL ->
              """
              SELECT column_name AS name FROM information_schema.columns
              WHERE table_name = ? AND is_nullable = 'NO' AND column_default IS NULL
              """;
        };
    var names = database.read(tx -> tx.list(sql, row -> row.text("name"), table));
    assertThat(names).as(table).isNotEmpty();
    return new TreeSet<>(names);
  }
}
