import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What Linux tells of processes: the processor time they took and the memory they hold.
final class Proc {
  /// `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux there is.
  private static final long NANOS_A_TICK = 10_000_000;

  private Proc() {}

  /// User and system time of a process.
  static long cpu(long pid) {
    return fields(Path.of("/proc/" + pid + "/stat")).cpu();
  }

  /// The same of a process and of all that it started, also of those that ended.
  static long cpuOfTree(long pid) {
    try (var folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      Fields root = fields(Path.of("/proc/" + pid + "/stat"));
      long sum = root.cpu() + root.cpuOfEnded();
      for (Path folder : folders) {
        Fields fields = fields(folder.resolve("stat"));
        if (fields.parent() == pid) sum += fields.cpu();
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The time of each kind of thread; threads of one kind share a name but for its number.
  static Map<String, Long> cpuOfThreads(long pid) {
    try (var folders = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      Map<String, Long> times = new TreeMap<>();
      for (Path folder : folders) {
        Fields fields = fields(folder.resolve("stat"));
        times.merge(fields.name().replaceAll("[-#]?\\d+$", ""), fields.cpu(), Long::sum);
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The time that all programs of the machine took.
  static long cpuOfMachine() {
    String[] times = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +");
    return (Long.parseLong(times[1]) + Long.parseLong(times[2]) + Long.parseLong(times[3]))
        * NANOS_A_TICK;
  }

  /// Megabytes (of a million bytes) of memory that a process holds at this moment.
  static long megabytes(long pid) {
    return read(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
        .findFirst()
        .orElse(0);
  }

  static List<String> command(long pid) {
    return List.of(read(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
  }

  static String processor() {
    return read(Path.of("/proc/cpuinfo"))
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private record Fields(String name, long parent, long cpu, long cpuOfEnded) {}

  /// See proc_pid_stat(5). The name stands in brackets and may hold spaces and brackets itself.
  private static Fields fields(Path stat) {
    String line = read(stat);
    int end = line.lastIndexOf(')');
    // A process may be gone between its listing and its reading.
    if (end < 0) return new Fields("", 0, 0, 0);
    String[] rest = line.substring(end + 2).split(" ");
    return new Fields(
        line.substring(line.indexOf('(') + 1, end),
        Long.parseLong(rest[1]),
        (Long.parseLong(rest[11]) + Long.parseLong(rest[12])) * NANOS_A_TICK,
        (Long.parseLong(rest[13]) + Long.parseLong(rest[14])) * NANOS_A_TICK);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
