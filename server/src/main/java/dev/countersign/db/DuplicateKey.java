package dev.countersign.db;

import java.sql.SQLException;

/// Another row already has this key. The work it happened in is undone: catch it to refuse, not to
/// go on, because PostgreSQL takes no further statement from a work that failed once.
public final class DuplicateKey extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DuplicateKey(SQLException cause) {
    super("another row has this key", cause);
  }
}
