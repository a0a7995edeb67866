import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A PostgreSQL for this run: a real one on loopback, on disk and durable, in a folder of its own.
/// `process` is empty for one that somebody else runs, whose cost cannot be read here.
record Postgres(String url, String version, Optional<Process> process) implements AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  /// It refuses to run as root, so root runs it as one of these.
  private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

  /// Empty where there is none, after saying so.
  static Optional<Postgres> find() {
    String given = System.getenv("COUNTERSIGN_BENCH_DATABASE_URL");
    if (given != null && !given.isBlank())
      return Optional.of(new Postgres(given, "given by its URL", Optional.empty()));
    Optional<Path> programs = programs();
    if (programs.isEmpty())
      System.out.println(
          "PostgreSQL is skipped: there is none in "
              + DEBIAN
              + " and COUNTERSIGN_BENCH_DATABASE_URL is not set.\n");
    return programs.map(Postgres::start);
  }

  /// The processor time of all its processes, 0 where it cannot be read.
  long cpu() {
    return process.map(running -> Proc.cpuOfTree(running.pid())).orElse(0L);
  }

  private static Optional<Path> programs() {
    if (!Files.isDirectory(DEBIAN)) return Optional.empty();
    try (var versions = Files.list(DEBIAN)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(bin -> Integer.parseInt("" + bin.getParent().getFileName())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Postgres start(Path programs) {
    Path folder = Children.folder();
    String password = UUID.randomUUID().toString();
    List<String> user = user(folder, password);
    Path data = folder.resolve("data");
    run(
        user,
        programs.resolve("initdb"),
        "--username=bench",
        "--pwfile=" + folder.resolve("password"),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--pgdata=" + data);
    int port = Server.freePort();
    // All else is as PostgreSQL comes: fsync and synchronous_commit are on.
    var builder =
        command(
            user,
            programs.resolve("postgres"),
            "-D" + data,
            "-clisten_addresses=127.0.0.1",
            "-cunix_socket_directories=",
            "-cport=" + port);
    Process process =
        Children.start(
            builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()));
    run(user, programs.resolve("pg_isready"), "-q", "-h127.0.0.1", "-p" + port);
    String version = Children.output(command(List.of(), programs.resolve("postgres"), "--version"));
    String url = "postgresql://bench:" + password + "@127.0.0.1:" + port + "/postgres";
    return new Postgres(url, version, Optional.of(process));
  }

  /// The words before each command, and a folder that belongs to whom they name.
  private static List<String> user(Path folder, String password) {
    try {
      Path file = folder.resolve("password");
      Files.writeString(file, password);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      if (!System.getProperty("user.name").equals("root")) return List.of();
      var users = folder.getFileSystem().getUserPrincipalLookupService();
      for (String name : UNPRIVILEGED) {
        if (new ProcessBuilder("id", name).redirectErrorStream(true).start().waitFor() != 0)
          continue;
        Files.setOwner(file, users.lookupPrincipalByName(name));
        Files.setOwner(folder, users.lookupPrincipalByName(name));
        String group = Children.output(new ProcessBuilder("id", "-g", name));
        return List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      throw new Stop("interrupted");
    }
    throw new Stop("PostgreSQL does not run as root, and there is no user " + UNPRIVILEGED);
  }

  private static void run(List<String> user, Path program, String... arguments) {
    for (int tries = 0; ; tries++) {
      try {
        Children.output(command(user, program, arguments));
        return;
      } catch (Stop e) {
        // It answers when it has started, and only to be asked does one have to ask again.
        if (!program.endsWith("pg_isready") || tries == 200) throw e;
        Server.pause(java.time.Duration.ofMillis(50));
      }
    }
  }

  private static ProcessBuilder command(List<String> user, Path program, String... arguments) {
    List<String> words = new ArrayList<>(user);
    words.add(program.toString());
    Stream.of(arguments).forEach(words::add);
    return new ProcessBuilder(words).directory(Path.of("/").toFile());
  }

  @Override
  public void close() {
    process.ifPresent(Children::stop);
  }
}
