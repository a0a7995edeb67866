import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What one RSA-2048 signature costs on this machine today, asked again and again between the loads:
/// a machine that is shared, or that gets warm, is not equally fast all the time.
final class SignatureCost {
  private static final long MILLIS = 500;

  private final List<Long> nanos = new ArrayList<>();
  private final List<Long> nanosOfJdk = new ArrayList<>();
  private final PrintStream requests;
  private final BufferedReader answers;
  private String provider = "";

  /// `java` is the server's own Java and class path.
  SignatureCost(Path home, List<String> java) {
    List<String> words = new ArrayList<>(java);
    words.addAll(1, List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx128m"));
    words.add(home + "/bench/src/Signatures.java");
    var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = Children.start(builder);
    requests = new PrintStream(process.getOutputStream(), true);
    answers = process.inputReader();
  }

  void measure() throws IOException {
    requests.println(MILLIS);
    String answer = answers.readLine();
    if (answer == null) throw new Stop("the signatures could not be measured");
    String[] fields = answer.split("\t");
    nanos.add(Long.parseLong(fields[0]));
    nanosOfJdk.add(Long.parseLong(fields[1]));
    provider = fields[2];
  }

  /// The median; forgets the single measurements.
  Figures take() {
    Figures figures =
        new Figures(
            provider,
            median(nanos),
            nanos.stream().min(Long::compare).orElseThrow(),
            nanos.stream().max(Long::compare).orElseThrow(),
            nanos.size(),
            median(nanosOfJdk));
    nanos.clear();
    nanosOfJdk.clear();
    return figures;
  }

  /// Nanoseconds of one processor.
  record Figures(String provider, long median, long least, long most, int times, long ofJdk) {}

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
