package dev.countersign.db;

import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// What differs between the two databases. Everything else in the house is one SQL.
sealed interface Store extends AutoCloseable permits Sqlite, Postgres {
  String kind();

  /// Whether other nodes may be at work on it.
  boolean shared();

  /// How many transactions may be open for writing at once.
  int writers();

  /// How many works one of them may carry.
  int most();

  /// A connection that writes, in no transaction yet.
  Line openWriter() throws SQLException;

  Readers readers();

  void begin(Line line) throws SQLException;

  /// Begins for a single work whose first run met other transactions: this one waits for them.
  default void beginAgain(Line line) throws SQLException {
    begin(line);
  }

  /// Keeps what the work before wrote and marks where the next begins.
  default void next(Line line) throws SQLException {
    line.execute("RELEASE SAVEPOINT work");
    line.execute("SAVEPOINT work");
  }

  /// Returns only when what was written is on disk.
  void commit(Line line) throws SQLException;

  void rollback(Line line) throws SQLException;

  /// Tells the other nodes, if there can be any, with the commit.
  default void tell(Line line, News news) throws SQLException {}

  /// Begins to hear the other nodes, if there can be any.
  default void listen(Consumer<News> ear) {}

  Failure failure(SQLException e);

  /// Connections for migrations, which may take their time.
  DataSource migrating();

  /// The words of a script that the two do not share, by their placeholder: the type of a column of
  /// `bytes`, and what makes an index `concurrently`, without keeping writers waiting.
  Map<String, String> words();

  @Override
  void close();
}
