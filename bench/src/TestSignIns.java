import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Sign-ins with the static code of the environment's test account: both requests as one operation,
/// and no message.
final class TestSignIns {
  private static final int MOST_PROOFS_A_SECOND = 1500;

  /// The share of the compiler in the server's time below which the server counts as warm.
  private static final double WARM = 0.05;

  private static final int MOST_WARM_UPS = 6;

  private final Loads loads;
  private final Api api;
  private final String code;
  private final AtomicInteger turn = new AtomicInteger();

  TestSignIns(Loads loads, Api api) throws IOException {
    this.loads = loads;
    this.api = api;
    try (var connection = loads.connect()) {
      api.useNoSecondFactors(connection);
      this.code = api.testCode(connection);
    }
  }

  /// Until the compiler of the server has little left to do: its work belongs to no operation.
  void warmUp() throws IOException {
    Load.Operation everything =
        (connection, _) -> {
          int number = turn.getAndIncrement();
          // Every second of them is of a person who was here before.
          Api.Tokens tokens = signIn(connection, "warm" + number / 2, "");
          api.ask(connection, "warm" + number + "@example.org");
          api.user(connection, tokens.access());
          if (number % 4 == 0) api.refresh(connection, tokens.access());
          api.keys(connection);
          return true;
        };
    double compiling = 1;
    for (int times = 0; times < MOST_WARM_UPS && compiling > WARM; times++)
      compiling = loads.run(loads.plan().warmUp(), everything).costs().compilingShare();
  }

  /// An access token for each client.
  List<String> tokens() throws IOException {
    List<String> tokens = new ArrayList<>();
    try (var connection = loads.connect()) {
      for (int client = 0; client < loads.plan().clients(); client++)
        tokens.add(signIn(connection, "client" + client, "").access());
    }
    return tokens;
  }

  void run() throws IOException {
    turn.set(0);
    loads.measure(
        "sign-in by test account, new person",
        2,
        (connection, _) -> {
          loads.keep(signIn(connection, "t" + turn.getAndIncrement(), ""));
          return true;
        });
    int people = turn.getAndSet(0);
    loads.measure(
        "sign-in by test account, known person",
        2,
        (connection, _) -> {
          loads.keep(signIn(connection, "t" + turn.getAndIncrement() % people, ""));
          return true;
        });
    Proofs proofs = proofs();
    loads.measure(
        "  the same with session key and device proof",
        2,
        (connection, _) -> {
          String proof = proofs.take();
          if (proof == null) return false;
          loads.keep(signIn(connection, "t" + turn.getAndIncrement() % people, proof));
          return true;
        });
  }

  private Proofs proofs() throws IOException {
    Proofs proofs = new Proofs();
    AtomicInteger made = new AtomicInteger();
    long most = loads.plan().load().toSeconds() * MOST_PROOFS_A_SECOND;
    loads.run(
        Duration.ofMinutes(2),
        (connection, _) -> made.addAndGet(proofs.make(api, connection)) < most);
    return proofs;
  }

  private Api.Tokens signIn(Connection connection, String name, String proof) throws IOException {
    String challenge = api.ask(connection, name + "+dynamic_test@example.org");
    return api.answer(connection, challenge, code, proof);
  }
}
