import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// The processes and folders of this run. Whatever way it ends, they end with it.
final class Children {
  private static final Deque<AutoCloseable> LEFT = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Children::endAll));
  }

  private Children() {}

  static synchronized Process start(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      LEFT.push(() -> stop(process));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized Path folder() {
    try {
      Path folder = Files.createTempDirectory("countersign-bench");
      LEFT.push(() -> remove(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a command to its end and answers what it wrote.
  static String output(ProcessBuilder builder) {
    Process process = start(builder.redirectErrorStream(true));
    try {
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0)
        throw new Stop(String.join(" ", builder.command()) + ": " + output);
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new Stop("interrupted");
    }
  }

  /// Asks a process to end, and ends it when it does not.
  static void stop(Process process) {
    process.destroy();
    try {
      if (process.waitFor(15, TimeUnit.SECONDS)) return;
    } catch (InterruptedException _) {
      // There is no time left to wait.
    }
    process.destroyForcibly();
  }

  private static void endAll() {
    while (!LEFT.isEmpty()) {
      try {
        LEFT.pop().close();
      } catch (Exception e) {
        System.err.println("bench: " + e);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
