import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The server that is measured: the product's own command, as a process of its own.
final class Server implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Process process;
  private final Path data;
  private final Path log;
  private final Duration startTime;
  private final Duration startCost;
  final int port;

  /// `settings` are `COUNTERSIGN_…` variables.
  Server(Path home, Path data, Map<String, String> settings) {
    this.data = data;
    this.log = data.resolveSibling(data.getFileName() + ".log");
    this.port = freePort();
    var builder =
        new ProcessBuilder(
            home + "/bin/countersign", "dev", "--port", "" + port, "--data", data.toString());
    // What is set for another server is not for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERSIGN_"));
    builder.environment().put("COUNTERSIGN_LIMITS", "off");
    builder.environment().put("COUNTERSIGN_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(settings);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long begin = System.nanoTime();
    this.process = Children.start(builder);
    while (!ready()) {
      long waited = System.nanoTime() - begin;
      if (!process.isAlive() || waited > LONGEST_START.toNanos())
        throw new Stop("the server does not start: " + text(log));
    }
    this.startTime = Duration.ofNanos(System.nanoTime() - begin);
    this.startCost = Duration.ofNanos(Proc.cpuOfTree(pid()));
  }

  /// From the command until `/readyz` says yes.
  Duration startTime() {
    return startTime;
  }

  /// The processor time of that, which other programs change less.
  Duration startCost() {
    return startCost;
  }

  long pid() {
    return process.pid();
  }

  /// A member of `dev.json`, by its name alone: no two are called the same there.
  String told(String member) {
    Path file = data.resolve("dev.json");
    for (int tries = 0; !Files.exists(file) && tries < 1000; tries++) pause(Duration.ofMillis(5));
    return Api.text(text(file), member);
  }

  boolean startedFromCache() {
    return Proc.command(pid()).stream().anyMatch(word -> word.startsWith("-XX:AOTCache="));
  }

  /// The Java and the class path that it runs on.
  List<String> java() {
    List<String> command = Proc.command(pid());
    return List.of(command.getFirst(), "-cp", command.get(command.indexOf("-cp") + 1));
  }

  String log() {
    return text(log);
  }

  @Override
  public void close() {
    Children.stop(process);
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new Stop("interrupted");
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ready() {
    pause(Duration.ofMillis(2));
    try (var connection = new Connection(port)) {
      return connection.send("GET", "/readyz", "Host: localhost\r\n", "").status() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
