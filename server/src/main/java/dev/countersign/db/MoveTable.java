package dev.countersign.db;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of one table on their way, a page at a time.
final class MoveTable {
  static final String TABLES =
      """
      SELECT name FROM sqlite_master
      WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
        AND name <> 'flyway_schema_history' ORDER BY name
      """;

  private static final int PAGE = 500;

  private final Database source;
  private final MoveTarget.Table table;

  MoveTable(Database source, MoveTarget.Table table) {
    this.source = source;
    this.table = table;
  }

  private record Moved(long at, List<@Nullable Object> values) {}

  long copy(Connection target) throws SQLException {
    String names = String.join(", ", table.columns().keySet());
    String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
    String insert = "INSERT INTO %s (%s) VALUES (%s)".formatted(table.name(), names, marks);
    // Each column by its own name: what SQLite has besides, or lacks, is an error and not a gap.
    String select =
        table.columns().keySet().stream()
            .collect(
                joining(
                    ", ",
                    "SELECT rowid AS move_at, ",
                    " FROM " + table.name() + " WHERE rowid > ? ORDER BY rowid LIMIT " + PAGE));
    long copied = 0;
    long at = Long.MIN_VALUE;
    try (PreparedStatement statement = target.prepareStatement(insert)) {
      while (true) {
        long after = at;
        List<Moved> page = source.read(tx -> tx.list(select, this::moved, after));
        if (page.isEmpty()) return copied;
        for (Moved row : page) {
          bind(statement, row.values());
          statement.addBatch();
        }
        statement.executeBatch();
        copied += page.size();
        at = page.getLast().at();
      }
    }
  }

  private Moved moved(Row row) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(table.columns().size());
    for (Map.Entry<String, String> column : table.columns().entrySet())
      values.add(value(row, column.getKey(), column.getValue()));
    return new Moved(row.number("move_at"), values);
  }

  private @Nullable Object value(Row row, String column, String type) throws SQLException {
    return switch (type) {
      case "text" -> row.textOrNull(column);
      case "bigint", "integer" -> row.numberOrNull(column);
      case "boolean" -> row.flagOrNull(column);
      case "bytea" -> row.bytesOrNull(column);
      default ->
          throw new IllegalStateException(
              "a move knows no " + type + ": " + table.name() + "." + column);
    };
  }

  private static void bind(PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) Line.bind(statement, i + 1, values.get(i));
  }
}
