import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The loads of one server: runs them, keeps what they cost and a sample of the tokens they got.
final class Loads {
  /// Verifying each would cost the load as much as asking; that both are there is seen of each.
  private static final int SAMPLE_EVERY = 64;

  private final Plan plan;
  private final Server server;
  private final Meters meters;
  private final SignatureCost signatures;
  private final List<Row> rows = new ArrayList<>();
  private final Queue<Api.Tokens> sample = new ConcurrentLinkedQueue<>();

  Loads(Plan plan, Server server, Meters meters, SignatureCost signatures) {
    this.plan = plan;
    this.server = server;
    this.meters = meters;
    this.signatures = signatures;
  }

  Plan plan() {
    return plan;
  }

  Connection connect() throws IOException {
    return new Connection(server.port);
  }

  /// A load that is counted, its operation making so many RSA signatures.
  Row measure(String name, int made, Load.Operation operation) throws IOException {
    signatures.measure();
    if (System.console() != null && System.console().isTerminal()) System.err.println("  " + name);
    Row row = Row.of(name, made, run(plan.load(), operation));
    rows.add(row);
    return row;
  }

  /// One that is not: to warm up, to prepare.
  Load.Count run(Duration time, Load.Operation operation) throws IOException {
    return new Load(server.port, plan.clients(), meters).run(time, operation);
  }

  void add(Row row) {
    rows.add(row);
  }

  List<Row> rows() {
    return rows;
  }

  void keep(Api.Tokens tokens) {
    if (tokens.access().hashCode() % SAMPLE_EVERY == 0) sample.add(tokens);
  }

  /// Verifies the sample against the published keys; answers how many that were.
  int check(Api api) throws IOException {
    try (var connection = connect()) {
      var check = new TokenCheck(api.keys(connection));
      sample.forEach(check::require);
      return sample.size();
    }
  }
}
