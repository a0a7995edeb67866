package dev.countersign;

import dev.countersign.base.Secrets;
import dev.countersign.base.StartRefused;
import dev.countersign.db.Move;
import dev.countersign.db.PostgresUrl;
import dev.countersign.vault.Vault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// `countersign move`: from the embedded store to PostgreSQL, while no server runs.
@Command(name = "move", description = "Move the embedded store to an empty PostgreSQL.")
final class MoveCommand implements Callable<Integer> {
  @Option(names = "--from", description = "The folder of the embedded store (./data).")
  Path from = Path.of("data");

  @Option(
      names = "--to",
      description = "postgresql://…; better in COUNTERSIGN_DATABASE_URL, if it has a password.")
  @Nullable String to;

  @Override
  public Integer call() {
    PostgresUrl url = url();
    Path key = variable("MASTER_KEY_FILE").map(Path::of).orElse(from.resolve("master.key"));
    // A key that does not fit would be found out when the nodes are to start.
    new Move(from, url, System.err::println).run(source -> Vault.open(source, key, new Secrets()));
    System.err.printf(
        """
        Moved to %s.
        The master key stays where it is: %s. Every node needs a copy of this file, named in
        COUNTERSIGN_MASTER_KEY_FILE, and COUNTERSIGN_DATABASE_URL.
        Nothing starts on the old store any more; keep or remove countersign.db.moved in %s.
        """,
        url, key, from);
    return ExitCode.OK;
  }

  private PostgresUrl url() {
    try {
      return Optional.ofNullable(to)
          .or(() -> variable("DATABASE_URL"))
          .map(PostgresUrl::parse)
          .orElseThrow(() -> new StartRefused("--to or COUNTERSIGN_DATABASE_URL is needed."));
    } catch (IllegalArgumentException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv("COUNTERSIGN_" + name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
