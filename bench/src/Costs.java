/// Nanoseconds of processor time taken by each who shares the machine. `compiling` is the part of the
/// server's that its just-in-time compiler took.
record Costs(long server, long compiling, long database, long load, long machine) {
  Costs since(Costs before) {
    return new Costs(
        server - before.server,
        // A compiler thread that had nothing to do for a while ends, and takes its count along.
        Math.max(0, compiling - before.compiling),
        database - before.database,
        load - before.load,
        machine - before.machine);
  }

  /// By programs that are no part of this run.
  long others() {
    return Math.max(0, machine - server - database - load);
  }

  double compilingShare() {
    return (double) compiling / Math.max(1, server);
  }
}
