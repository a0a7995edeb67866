package dev.countersign.db;

import java.sql.SQLException;

/// Makes a value of a row. It must not use the `Tx` whose row it reads.
@FunctionalInterface
public interface RowMapper<T> {
  T map(Row row) throws SQLException;
}
