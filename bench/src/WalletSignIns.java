import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Sign-ins by wallets, each with the nonce that it asks for first. They were signed ahead of the
/// load, over nonces of then, so that the load does not take the processors for it.
final class WalletSignIns {
  private static final int MOST_A_SECOND = 1500;
  private static final int WARM_UP = 2000;

  private final Loads loads;
  private final Api api;
  private final PrintStream requests;
  private final BufferedReader answers;

  WalletSignIns(Loads loads, Api api, Server server) {
    this.loads = loads;
    this.api = api;
    List<String> words = new ArrayList<>(server.java());
    words.addAll(1, List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx128m"));
    words.add(loads.plan().home() + "/bench/src/WalletSigner.java");
    words.add(server.told("sandbox"));
    words.add("localhost:" + server.port);
    var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = Children.start(builder);
    requests = new PrintStream(process.getOutputStream(), true);
    answers = process.inputReader();
  }

  void run() throws IOException {
    run("EVM", "Ethereum");
    run("SOL", "Solana");
  }

  private void run(String chain, String name) throws IOException {
    int most = (int) loads.plan().load().toSeconds() * MOST_A_SECOND;
    loads.run(Duration.ofMinutes(1), signIns(signed(chain, most, WARM_UP)));
    Row fresh =
        loads.measure(
            "sign-in by wallet, " + name + ", new person",
            2,
            signIns(signed(chain, 0, most)));
    Row known =
        loads.measure(
            "sign-in by wallet, " + name + ", known person",
            2,
            signIns(signed(chain, 0, most)));
    loads.add(fresh.mixedWith("  SIGN-IN BY WALLET, " + name + ", half of each", known));
  }

  private Load.Operation signIns(Queue<String> signed) {
    return (connection, _) -> {
      String body = signed.poll();
      if (body == null) return false;
      api.nonce(connection);
      loads.keep(api.signIn(connection, body));
      return true;
    };
  }

  /// The bodies of so many sign-ins, of the wallets from this number on.
  private Queue<String> signed(String chain, int first, int many) throws IOException {
    List<String> nonces = new ArrayList<>();
    try (var connection = loads.connect()) {
      while (nonces.size() < many) nonces.addAll(api.nonces(connection));
    }
    Queue<String> signed = new ConcurrentLinkedQueue<>();
    for (String nonce : nonces) {
      requests.println(chain + "\t" + (first + signed.size()) + "\t" + nonce);
      signed.add(answer());
    }
    return signed;
  }

  private String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) throw new Stop("nothing was signed");
    return answer;
  }
}
