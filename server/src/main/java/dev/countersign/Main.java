package dev.countersign;

import dev.countersign.Config.Mode;
import dev.countersign.admin.AdminToken;
import dev.countersign.admin.Organizations.Project;
import dev.countersign.base.Secrets;
import dev.countersign.base.StartRefused;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command line of the server.
@Command(
    name = "countersign",
    description = "A self-hosted authentication and token server.",
    subcommands = {
      Main.Dev.class,
      Main.Serve.class,
      KeysCommand.class,
      CheckTokenCommand.class,
      MoveCommand.class,
      Main.Print.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {

  public static void main(String[] arguments) {
    Logs.configure();
    var line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (e, command, _) -> {
          if (!(e instanceof StartRefused)) throw e;
          command.getErr().println(e.getMessage());
          return ExitCode.SOFTWARE;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return ExitCode.USAGE;
  }

  /// The options that both ways to start have. Each wins over its variable.
  static final class Options {
    @Option(names = "--port", description = "The port to listen on (8080); 0 takes a free one.")
    @Nullable String port;

    @Option(names = "--data", description = "The folder that keeps everything (./data).")
    @Nullable String data;

    Config config(Mode mode) {
      Map<String, String> named = new LinkedHashMap<>();
      if (port != null) named.put("COUNTERSIGN_PORT", port);
      if (data != null) named.put("COUNTERSIGN_DATA", data);
      return ConfigReader.read(mode, System.getenv(), named);
    }
  }

  @Command(name = "dev", description = "Start on this machine, with a demo and a local inbox.")
  static final class Dev implements Callable<Integer> {
    @Mixin private final Options options = new Options();

    @Override
    public Integer call() throws InterruptedException {
      Config config = options.config(Mode.DEV);
      var given =
          Optional.ofNullable(System.getenv("COUNTERSIGN_ADMIN_TOKEN"))
              .map(String::strip)
              .filter(token -> !token.isEmpty());
      var file = DevFile.in(config.dataFolder(), given, new Secrets());
      Server server = start(config.withAdminToken(new AdminToken(file.adminToken())));
      boolean fresh = server.demo().fresh();
      Project project = server.demo().ready();
      if (fresh) server.demo().offerSecondFactors(project);
      server.demo().useFakeProviders(project);
      file.write(config.publicUrl().origin(), project);
      Greeting.dev(config, server, project, file.path());
      return untilStopped(server);
    }
  }

  @Command(name = "serve", description = "Start for others to use. Settings are COUNTERSIGN_….")
  static final class Serve implements Callable<Integer> {
    @Mixin private final Options options = new Options();

    @Override
    public Integer call() throws InterruptedException {
      Config config = options.config(Mode.SERVE);
      Server server = start(config);
      Greeting.serve(config, server);
      return untilStopped(server);
    }
  }

  @Command(name = "version", description = "Print the version.")
  static final class Print implements Callable<Integer> {
    @Override
    public Integer call() {
      System.out.println("countersign " + Version.current());
      return ExitCode.OK;
    }
  }

  private static Server start(Config config) {
    return Server.start(config, Clock.tickMillis(ZoneOffset.UTC), new Secrets());
  }

  /// Until the process is asked to stop; then finishes what has begun.
  private static int untilStopped(Server server) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          server.close();
          stopped.countDown();
        };
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop));
    stopped.await();
    return ExitCode.OK;
  }
}
