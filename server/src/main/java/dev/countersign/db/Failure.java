package dev.countersign.db;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.sql.SQLException;

/// What an `SQLException` means for the transaction it happened in.
enum Failure {
  /// A unique key is taken: the work's own affair.
  DUPLICATE,
  /// Another transaction was in the way: undo, and the same work may succeed.
  CONFLICT,
  /// The store is gone, full or unwell, and with it perhaps the transaction.
  OUTAGE,
  /// The statement is wrong: the work's own affair, and a bug.
  DEFECT;

  /// True where the whole transaction is lost, with the works that had already run in it.
  boolean spoilsTransaction() {
    return this == CONFLICT || this == OUTAGE;
  }

  /// What the work's caller gets to see.
  RuntimeException exception(SQLException e, String during) {
    return switch (this) {
      case DUPLICATE -> new DuplicateKey(e);
      case CONFLICT, OUTAGE -> refusal(e);
      case DEFECT -> new IllegalStateException("this failed: " + during, e);
    };
  }

  static Refusal refusal(Throwable e) {
    return new Refusal(Problem.STORE_UNAVAILABLE, String.valueOf(e.getMessage()));
  }
}
