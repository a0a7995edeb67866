package dev.countersign.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A pool of connections that PostgreSQL holds to reading.
final class PostgresReaders implements Readers {
  private static final int MOST = 8;
  private static final int SECONDS_TO_ANSWER = 2;

  private final HikariDataSource pool;

  PostgresReaders(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("countersign-readers");
    config.setDataSource(source);
    config.setReadOnly(true);
    config.setMaximumPoolSize(MOST);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(3_000);
    config.setValidationTimeout(SECONDS_TO_ANSWER * 1_000);
    // The writers find out first whether the database is there, and say so better.
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  /// The driver keeps prepared statements across borrowings, so the line need not.
  @Override
  public Line take() throws SQLException {
    return new Line(pool.getConnection());
  }

  @Override
  public void giveBack(Line line) {
    line.close();
  }

  @Override
  public void giveUp(Line line) {
    pool.evictConnection(line.connection());
    line.close();
  }

  @Override
  public boolean alive() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(SECONDS_TO_ANSWER);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
