package dev.countersign.db;

import dev.countersign.base.StartRefused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables of a PostgreSQL, as it tells of them itself: each after those that it refers to.
record MoveTarget(Connection connection, List<Table> tables) {
  private static final String HISTORY = "flyway_schema_history";

  private static final String COLUMNS =
      """
      SELECT t.table_name, c.column_name, c.data_type
      FROM information_schema.tables t
      JOIN information_schema.columns c USING (table_schema, table_name)
      WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
      ORDER BY t.table_name, c.ordinal_position
      """;

  private static final String REFERENCES =
      """
      SELECT DISTINCT c.conrelid::regclass::text AS table_name, c.confrelid::regclass::text AS other
      FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
      WHERE c.contype = 'f' AND n.nspname = current_schema() AND c.conrelid <> c.confrelid
      """;

  /// A table, and the type of each of its columns by name.
  record Table(String name, Map<String, String> columns) {}

  static MoveTarget of(Connection connection) throws SQLException {
    var tables = new LinkedHashMap<String, Table>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String name = rows.getString("table_name");
        if (name.equals(HISTORY)) continue;
        tables
            .computeIfAbsent(name, key -> new Table(key, new LinkedHashMap<>()))
            .columns()
            .put(rows.getString("column_name"), rows.getString("data_type"));
      }
    }
    return new MoveTarget(connection, ordered(tables, references(connection)));
  }

  void lock() throws SQLException {
    List<String> names = tables.stream().map(Table::name).toList();
    execute("LOCK TABLE " + String.join(", ", names) + " IN ACCESS EXCLUSIVE MODE");
  }

  long count(Table table) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT COUNT(*) FROM \"" + table.name() + "\"");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private static Map<String, Set<String>> references(Connection connection) throws SQLException {
    var references = new LinkedHashMap<String, Set<String>>();
    try (PreparedStatement query = connection.prepareStatement(REFERENCES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next())
        references
            .computeIfAbsent(rows.getString("table_name"), _ -> new LinkedHashSet<>())
            .add(rows.getString("other"));
    }
    return references;
  }

  private static List<Table> ordered(
      Map<String, Table> tables, Map<String, Set<String>> references) {
    var done = new LinkedHashSet<String>();
    while (done.size() < tables.size()) {
      List<String> free =
          tables.keySet().stream()
              .filter(name -> !done.contains(name))
              .filter(name -> done.containsAll(references.getOrDefault(name, Set.of())))
              .toList();
      if (free.isEmpty())
        throw new StartRefused("The target's tables are not ours: some refer to each other.");
      done.addAll(free);
    }
    var ordered = new ArrayList<Table>();
    for (String name : done) {
      Table table = tables.get(name);
      if (table != null) ordered.add(table);
    }
    return ordered;
  }
}
