package dev.countersign.db;

import org.jspecify.annotations.Nullable;

/// What a caller wants to read or write in one piece. It may run a second time, on a transaction
/// in which the first run left nothing, so it must have no effect but through its `Tx`.
///
/// An exception it throws undoes this work alone and reaches only its caller. It runs on a writer's
/// thread: what hangs on the caller's thread is not there, and it must not open another transaction.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
  T run(Tx tx);
}
