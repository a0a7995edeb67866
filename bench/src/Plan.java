import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What this run does: read from the command line.
record Plan(
    Path home, Duration load, Duration warmUp, int clients, int starts, List<String> stores) {
  static final String EMBEDDED = "embedded";
  static final String POSTGRESQL = "postgresql";

  static Plan of(String[] words) {
    Plan plan =
        new Plan(
            Path.of(words[0]),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            16,
            5,
            List.of(EMBEDDED, POSTGRESQL));
    for (int i = 1; i < words.length; i++) {
      plan =
          switch (words[i]) {
            case "--quick" -> plan.lasting(2, 5, 3);
            case "--seconds" -> plan.lasting(number(words, ++i, 600), 15, plan.starts);
            case "--clients" -> plan.by(number(words, ++i, 1000));
            case "--store" -> plan.on(word(words, ++i));
            default -> throw new Stop("unknown option " + words[i] + "; see the top of bench/run");
          };
    }
    return plan;
  }

  private Plan lasting(int seconds, int warmUpSeconds, int starts) {
    Duration load = Duration.ofSeconds(seconds);
    return new Plan(home, load, Duration.ofSeconds(warmUpSeconds), clients, starts, stores);
  }

  private Plan by(int clients) {
    return new Plan(home, load, warmUp, clients, starts, stores);
  }

  private Plan on(String store) {
    if (!stores.contains(store)) throw new Stop("--store is " + EMBEDDED + " or " + POSTGRESQL);
    return new Plan(home, load, warmUp, clients, starts, List.of(store));
  }

  private static int number(String[] words, int at, int most) {
    String word = word(words, at);
    int number = word.matches("\\d{1,4}") ? Integer.parseInt(word) : 0;
    if (number < 1 || number > most) throw new Stop(word + " is not a number from 1 to " + most);
    return number;
  }

  private static String word(String[] words, int at) {
    if (at == words.length) throw new Stop(words[at - 1] + " needs a value");
    return words[at];
  }
}
