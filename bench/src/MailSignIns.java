import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The true way in: a code is asked for, its message is queued, and the code is answered. Reading
/// the message is not counted, since people read it in their mailbox; so the two requests are
/// counted apart and added.
final class MailSignIns {
  /// More than any machine has answered so far.
  private static final int MOST_A_SECOND = 3000;

  private final Loads loads;
  private final Api api;
  private final AtomicInteger turn = new AtomicInteger();

  /// Challenges by address; of two for one address the later, like the newest message.
  private final Map<String, String> asked = new ConcurrentHashMap<>();

  private final Queue<String> people = new ConcurrentLinkedQueue<>();

  private record Sent(String address, String challenge, String code) {}

  MailSignIns(Loads loads, Api api) {
    this.loads = loads;
    this.api = api;
  }

  /// `threads` sees when codes are answered, and when no more are.
  void run(Runnable threads) throws IOException {
    Row askNew =
        loads.measure(
            "ask for a code, unknown address",
            0,
            (connection, _) -> ask(connection, "p" + turn.getAndIncrement() + "@example.org"));
    Queue<Sent> sent = read();
    threads.run();
    Row answerNew = loads.measure("answer it, new person", 2, answers(sent));
    threads.run();
    List<String> known = List.copyOf(people);
    asked.clear();
    Row askKnown =
        loads.measure(
            "ask for a code, known address",
            0,
            (connection, _) -> ask(connection, known.get(turn.getAndIncrement() % known.size())));
    Row answerKnown = loads.measure("answer it, known person", 2, answers(read()));
    Row signInNew = askNew.then("  sign-in by mailed code, new person", answerNew);
    Row signInKnown = askKnown.then("  sign-in by mailed code, known person", answerKnown);
    loads.add(signInNew);
    loads.add(signInKnown);
    loads.add(signInNew.mixedWith("  SIGN-IN BY MAILED CODE, half of each", signInKnown));
  }

  private boolean ask(Connection connection, String address) throws IOException {
    asked.put(address, api.ask(connection, address));
    return true;
  }

  private Load.Operation answers(Queue<Sent> sent) {
    return (connection, _) -> {
      Sent next = sent.poll();
      if (next == null) return false;
      loads.keep(api.answer(connection, next.challenge(), next.code(), ""));
      people.add(next.address());
      return true;
    };
  }

  /// As many codes as can be answered in the time of a load.
  private Queue<Sent> read() throws IOException {
    long most = loads.plan().load().toSeconds() * MOST_A_SECOND;
    Queue<Map.Entry<String, String>> unread =
        asked.entrySet().stream()
            .limit(most)
            .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
    Queue<Sent> read = new ConcurrentLinkedQueue<>();
    loads.run(
        Duration.ofMinutes(2),
        (connection, _) -> {
          var next = unread.poll();
          if (next == null) return false;
          String code = api.sentCode(connection, next.getKey());
          read.add(new Sent(next.getKey(), next.getValue(), code));
          return true;
        });
    return read;
  }
}
