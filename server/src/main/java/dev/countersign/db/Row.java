package dev.countersign.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of an answer, its columns by name. A null where none is expected is a bug and throws.
public final class Row {
  private final ResultSet columns;

  Row(ResultSet columns) {
    this.columns = columns;
  }

  public String text(String column) throws SQLException {
    return present(column, textOrNull(column));
  }

  public @Nullable String textOrNull(String column) throws SQLException {
    return columns.getString(column);
  }

  public UUID uuid(String column) throws SQLException {
    return UUID.fromString(text(column));
  }

  public @Nullable UUID uuidOrNull(String column) throws SQLException {
    String text = textOrNull(column);
    return text == null ? null : UUID.fromString(text);
  }

  public long number(String column) throws SQLException {
    return present(column, numberOrNull(column));
  }

  public @Nullable Long numberOrNull(String column) throws SQLException {
    long number = columns.getLong(column);
    return (number == 0 && columns.wasNull()) ? null : number;
  }

  public Instant instant(String column) throws SQLException {
    return Instant.ofEpochMilli(number(column));
  }

  public @Nullable Instant instantOrNull(String column) throws SQLException {
    Long milliseconds = numberOrNull(column);
    return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
  }

  public boolean flag(String column) throws SQLException {
    return present(column, flagOrNull(column));
  }

  public @Nullable Boolean flagOrNull(String column) throws SQLException {
    boolean flag = columns.getBoolean(column);
    return (!flag && columns.wasNull()) ? null : flag;
  }

  public byte[] bytes(String column) throws SQLException {
    return present(column, bytesOrNull(column));
  }

  public byte @Nullable [] bytesOrNull(String column) throws SQLException {
    return columns.getBytes(column);
  }

  /// The first column, whatever its name.
  long first() throws SQLException {
    return columns.getLong(1);
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) throw new IllegalStateException("the column " + column + " is null");
    return value;
  }
}
