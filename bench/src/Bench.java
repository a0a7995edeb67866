import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Measures the built server, on the embedded store and on PostgreSQL, and prints what it found.
/// Started by `bench/run`; what is measured, and how, is in `docs/performance.md`.
final class Bench {
  private static final Duration REST = Duration.ofSeconds(5);

  private final Plan plan;
  private SignatureCost signatures;

  private Bench(Plan plan) {
    this.plan = plan;
  }

  public static void main(String[] arguments) throws IOException {
    try {
      new Bench(Plan.of(arguments)).run();
    } catch (Stop stop) {
      System.err.println("bench: " + stop.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private void run() throws IOException {
    System.out.printf(
        "%s, %d processors; %s %s; Java %s; %d clients, %d s a load.%n%n",
        Proc.processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.vm.version"),
        plan.clients(),
        plan.load().toSeconds());
    new Starts(plan).run();
    if (plan.stores().contains(Plan.EMBEDDED)) embedded();
    if (plan.stores().contains(Plan.POSTGRESQL)) Postgres.find().ifPresent(this::postgres);
  }

  private void embedded() throws IOException {
    round("Embedded store (SQLite)", Map.of(), () -> 0);
  }

  private void postgres(Postgres postgres) {
    try (postgres) {
      var settings = Map.of("COUNTERSIGN_DATABASE_URL", postgres.url());
      round("PostgreSQL (" + postgres.version() + ")", settings, postgres::cpu);
    } catch (IOException e) {
      throw new Stop("the load broke off: " + e.getMessage());
    }
  }

  private void round(
      String title, Map<String, String> settings, java.util.function.LongSupplier database)
      throws IOException {
    Path data = Children.folder().resolve("data");
    try (var server = new Server(plan.home(), data, settings)) {
      Server.pause(REST);
      long fresh = Proc.megabytes(server.pid());
      if (signatures == null) signatures = new SignatureCost(plan.home(), server.java());
      System.out.println();
      new Round(plan, server, new Meters(server, database), signatures).run(title);
      Server.pause(REST);
      System.out.printf(
          "Memory of the server (RSS): %d MB after the start, %d MB after all loads.%n",
          fresh, Proc.megabytes(server.pid()));
    }
  }
}
