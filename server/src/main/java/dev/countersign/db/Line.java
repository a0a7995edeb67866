package dev.countersign.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection and the statements prepared on it, for one thread at a time.
final class Line implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  /// More than the house has statements, so that none is prepared twice.
  private static final int KEPT = 256;

  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int SECONDS_TO_ANSWER = 2;

  private final Connection connection;
  private long usedAt = System.nanoTime();

  /// Least recently used first: a statement leaves the map while it runs and comes back at its end.
  private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();

  Line(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /// A statement that failed is not kept: the driver may have let go of it.
  <R> R run(String sql, Step<R> step, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = take(sql);
    boolean sound = false;
    try {
      for (int i = 0; i < arguments.length; i++) bind(statement, i + 1, arguments[i]);
      R result = step.run(statement);
      sound = true;
      usedAt = System.nanoTime();
      return result;
    } finally {
      if (sound) keep(sql, statement);
      else discard(statement);
    }
  }

  /// Whether it can be expected to work: asked only after a silence, in which the way may have closed.
  boolean sound() throws SQLException {
    return System.nanoTime() - usedAt < SILENCE.toNanos() || answers();
  }

  boolean answers() throws SQLException {
    return connection.isValid(SECONDS_TO_ANSWER);
  }

  void execute(String sql) throws SQLException {
    run(sql, PreparedStatement::execute);
  }

  @Override
  public void close() {
    discard(connection);
  }

  private PreparedStatement take(String sql) throws SQLException {
    PreparedStatement statement = kept.remove(sql);
    return statement == null ? connection.prepareStatement(sql) : statement;
  }

  private void keep(String sql, PreparedStatement statement) {
    PreparedStatement twin = kept.put(sql, statement);
    if (twin != null) discard(twin);
    if (kept.size() <= KEPT) return;
    var eldest = kept.entrySet().iterator();
    discard(eldest.next().getValue());
    eldest.remove();
  }

  static void bind(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(at, Types.NULL);
      case String text -> statement.setString(at, text);
      case UUID id -> statement.setString(at, id.toString());
      case Instant time -> statement.setLong(at, time.toEpochMilli());
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setLong(at, number);
      case Boolean flag -> statement.setBoolean(at, flag);
      case byte[] bytes -> statement.setBytes(at, bytes);
      case Enum<?> constant -> statement.setString(at, constant.name().toLowerCase(Locale.ROOT));
      default ->
          throw new IllegalArgumentException("no column takes a " + value.getClass().getName());
    }
  }

  /// What is being thrown away may already be broken, and there is nothing left to do about it.
  private static void discard(AutoCloseable broken) {
    try {
      broken.close();
    } catch (Exception e) {
      LOG.debug("while closing", e);
    }
  }

  @FunctionalInterface
  interface Step<R extends @Nullable Object> {
    R run(PreparedStatement statement) throws SQLException;
  }
}
