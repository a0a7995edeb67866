import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All loads on one server, one after the other, and their table.
final class Round {
  /// Above this share of the processors, other programs disturb the figures.
  private static final double DISTURBED = 0.05;

  /// Above this share of the server's time, its compiler does.
  private static final double COLD = 0.1;

  private final Server server;
  private final SignatureCost signatures;
  private final Loads loads;
  private final Api api;
  private Map<String, Long> threads = Map.of();

  Round(Plan plan, Server server, Meters meters, SignatureCost signatures) {
    this.server = server;
    this.signatures = signatures;
    this.loads = new Loads(plan, server, meters, signatures);
    this.api = new Api(server);
  }

  void run(String title) throws IOException {
    TestSignIns testSignIns = new TestSignIns(loads, api);
    testSignIns.warmUp();
    new MailSignIns(loads, api).run(this::sinceLast);
    testSignIns.run();
    new WalletSignIns(loads, api, server).run();
    reads(testSignIns.tokens());
    refreshes(testSignIns.tokens());
    signatures.measure();
    print(title, loads.check(api), signatures.take());
  }

  private void reads(List<String> tokens) throws IOException {
    loads.measure(
        "key set (JWKS)",
        0,
        (connection, _) -> {
          api.keys(connection);
          return true;
        });
    loads.measure(
        "GET users",
        0,
        (connection, client) -> {
          api.user(connection, tokens.get(client));
          return true;
        });
  }

  /// Each client with its newest token, as a browser has it.
  private void refreshes(List<String> tokens) throws IOException {
    List<String> newest = new ArrayList<>(tokens);
    loads.measure(
        "refresh",
        2,
        (connection, client) -> {
          Api.Tokens fresh = api.refresh(connection, newest.get(client));
          newest.set(client, fresh.access());
          loads.keep(fresh);
          return true;
        });
  }

  private void print(String title, int checked, SignatureCost.Figures cost) {
    System.out.println(title);
    Table.print(loads.rows(), cost.median());
    System.out.printf(
        "One RSA-2048 signature: %d µs of a processor by %s (median of %d, %d to %d);"
            + " %d µs by the JDK.%n",
        cost.median() / 1000,
        cost.provider(),
        cost.times(),
        cost.least() / 1000,
        cost.most() / 1000,
        cost.ofJdk() / 1000);
    System.out.println("Threads of the server while codes are answered: " + shares() + ".");
    System.out.println(checked + " pairs of tokens were verified, with the published keys.");
    warn();
  }

  private void warn() {
    double others = 0;
    double compiling = 0;
    for (Row row : loads.rows()) {
      others = Math.max(others, row.processors(row.each().others()));
      compiling = Math.max(compiling, row.each().compiling() / row.each().server());
    }
    if (others > DISTURBED * Runtime.getRuntime().availableProcessors())
      System.out.println(
          Table.format(
              "PROVISIONAL: other programs kept up to %.1f processors busy meanwhile.", others));
    if (compiling > COLD)
      System.out.println(
          Table.format(
              "PROVISIONAL: the server was still warming up; compiling took up to %.0f %%.",
              100 * compiling));
  }

  /// What each kind of thread took since this was asked last.
  private void sinceLast() {
    Map<String, Long> now = Proc.cpuOfThreads(server.pid());
    Map<String, Long> since = new HashMap<>();
    now.forEach((name, time) -> since.put(name, time - threads.getOrDefault(name, 0L)));
    threads = threads.isEmpty() ? now : since;
  }

  private String shares() {
    double all = threads.values().stream().mapToLong(Long::longValue).sum();
    return threads.entrySet().stream()
        .filter(entry -> entry.getValue() > all / 200)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(entry -> Table.format("%s %.0f %%", entry.getKey(), 100 * entry.getValue() / all))
        .collect(Collectors.joining(", "));
  }
}
