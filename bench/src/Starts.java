import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// How long the server takes from its command to its first "ready", several times over.
final class Starts {
  private static final Map<String, String> NO_CACHE =
      Map.of("COUNTERSIGN_JAVA_OPTIONS", "-XX:AOTMode=off");

  private final Plan plan;
  private final Path folder = Children.folder();
  private boolean cached;

  Starts(Plan plan) {
    this.plan = plan;
  }

  void run() {
    Start empty = median(run -> start(folder.resolve("empty" + run), Map.of()));
    Start again = median(_ -> start(folder.resolve("empty0"), Map.of()));
    String cache = cached ? "with the start-up cache" : "WITHOUT a start-up cache (none was made)";
    Start without = median(_ -> start(folder.resolve("empty0"), NO_CACHE));
    System.out.printf(
        "Start to ready, median of %d: %s on an empty folder, %s again, both %s; %s without.%n",
        plan.starts(), empty, again, cache, without);
  }

  private record Start(Duration time, Duration cost) {
    @Override
    public String toString() {
      return Table.format("%.2f s (%.2f s of CPU)", time.toNanos() / 1e9, cost.toNanos() / 1e9);
    }
  }

  private Start start(Path data, Map<String, String> settings) {
    try (var server = new Server(plan.home(), data, settings)) {
      if (settings.isEmpty()) cached = server.startedFromCache();
      // What it does after its first answer is no part of the next one's start.
      Server.pause(Duration.ofMillis(500));
      return new Start(server.startTime(), server.startCost());
    }
  }

  private Start median(IntFunction<Start> start) {
    return IntStream.range(0, plan.starts())
        .mapToObj(start)
        .sorted(Comparator.comparing(Start::time))
        .toList()
        .get(plan.starts() / 2);
  }
}
