package dev.countersign.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One caller's share of a transaction. Parameters are positional `?`; a `String`, `UUID`, `Instant`,
/// `Integer`, `Long`, `Boolean`, `byte[]`, enum constant (as its name in lower case) or null.
public final class Tx {
  private static final RowMapper<Long> FIRST_COLUMN = Row::first;

  private final Store store;
  private @Nullable Line line;
  private @Nullable RuntimeException failure;
  private @Nullable SQLException spoiler;
  private final List<News> news = new ArrayList<>();

  Tx(Store store, Line line) {
    this.store = store;
    this.line = line;
  }

  /// The number of rows it touched.
  public int update(String sql, @Nullable Object... arguments) {
    return run(sql, PreparedStatement::executeUpdate, arguments);
  }

  /// The only row, also of an `INSERT` or `UPDATE … RETURNING`; a second one is a bug and throws.
  public <T> Optional<T> one(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
    List<T> rows = list(sql, mapper, arguments);
    if (rows.size() > 1) throw new IllegalStateException("more than one row: " + sql);
    return rows.stream().findFirst();
  }

  public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
    return run(sql, statement -> rows(statement, mapper), arguments);
  }

  /// The number in the first column of the first row, as of a `SELECT COUNT(*)`; 0 without a row.
  public long count(String sql, @Nullable Object... arguments) {
    List<Long> rows = list(sql, FIRST_COLUMN, arguments);
    return rows.isEmpty() ? 0 : rows.getFirst();
  }

  /// Tells every node, this one too, once the work is committed.
  public void tell(News.Topic topic, UUID environmentId) {
    var told = new News(topic, environmentId);
    news.add(told);
    guarded(
        "NOTIFY",
        open -> {
          store.tell(open, told);
          return told;
        });
  }

  List<News> news() {
    return List.copyOf(news);
  }

  /// What a statement of this share failed with, even where the work caught it.
  @Nullable RuntimeException failure() {
    return failure;
  }

  /// What took the whole transaction along, if anything did.
  @Nullable SQLException spoiler() {
    return spoiler;
  }

  /// Nothing more through this `Tx`, should a work have kept it.
  void end() {
    line = null;
  }

  private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper)
      throws SQLException {
    try (ResultSet results = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      Row row = new Row(results);
      while (results.next()) rows.add(mapper.map(row));
      return rows;
    }
  }

  private <R> R run(String sql, Line.Step<R> step, @Nullable Object... arguments) {
    return guarded(sql, open -> open.run(sql, step, arguments));
  }

  private <R> R guarded(String sql, OnLine<R> statement) {
    if (line == null) throw new IllegalStateException("this transaction has ended");
    if (failure != null) throw failure;
    try {
      return statement.run(line);
    } catch (SQLException e) {
      Failure kind = store.failure(e);
      if (kind.spoilsTransaction()) spoiler = e;
      failure = kind.exception(e, sql);
      throw failure;
    }
  }

  @FunctionalInterface
  private interface OnLine<R> {
    R run(Line open) throws SQLException;
  }
}
