import java.util.Map;
import java.util.function.LongSupplier;

/// Reads what the server, its database, this load and the whole machine have cost so far.
record Meters(Server server, LongSupplier database) {
  Costs read() {
    return new Costs(
        Proc.cpu(server.pid()),
        compiling(),
        database.getAsLong(),
        Proc.cpu(ProcessHandle.current().pid()),
        Proc.cpuOfMachine());
  }

  private long compiling() {
    return Proc.cpuOfThreads(server.pid()).entrySet().stream()
        .filter(entry -> entry.getKey().matches("C[12] Compiler.*"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
