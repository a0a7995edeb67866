import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Rs256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A process of its own that tells what one RSA-2048 signature costs: made as the server makes it,
/// by the server's own code and provider, on all processors at once. Each line it reads is a request
/// to measure, in milliseconds; each line it writes has the nanoseconds of processor time with
/// the server's provider and with the JDK's, and their names.
final class Signatures {
  private static final int WORKERS = Runtime.getRuntime().availableProcessors();

  private final CryptoProvider provider;
  private final Rs256 rs256;
  private final PrivateKey key;
  // As long as what a token signs.
  private final byte[] input = new byte[1024];

  private Signatures(CryptoProvider provider) {
    this.provider = provider;
    this.rs256 = new Rs256(provider);
    this.key = rs256.generate().getPrivate();
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    var fast = new Signatures(CryptoProvider.load());
    var plain = new Signatures(CryptoProvider.jdk());
    fast.cost(Duration.ofSeconds(1));
    plain.cost(Duration.ofSeconds(2));
    var requests = new BufferedReader(new InputStreamReader(System.in));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      Duration time = Duration.ofMillis(Long.parseLong(line));
      System.out.println(
          String.join(
              "\t",
              "" + fast.cost(time),
              "" + plain.cost(time),
              fast.provider.name(),
              plain.provider.name()));
    }
  }

  private long cost(Duration time) throws InterruptedException, ExecutionException {
    record Share(long nanos, long signatures) {}
    Callable<Share> worker =
        () -> {
          var threads = ManagementFactory.getThreadMXBean();
          long end = System.nanoTime() + time.toNanos();
          long begin = threads.getCurrentThreadCpuTime();
          long signatures = 0;
          for (; System.nanoTime() < end; signatures++) rs256.sign(key, input);
          return new Share(threads.getCurrentThreadCpuTime() - begin, signatures);
        };
    try (var workers = Executors.newFixedThreadPool(WORKERS)) {
      long nanos = 0;
      long signatures = 0;
      for (Future<Share> done :
          workers.invokeAll(Stream.generate(() -> worker).limit(WORKERS).toList())) {
        nanos += done.get().nanos();
        signatures += done.get().signatures();
      }
      return nanos / signatures;
    }
  }
}
