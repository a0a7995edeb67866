package dev.countersign;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `countersign keys …`: the signing keys of an environment, asked of the running server.
@Command(
    name = "keys",
    description = "List, rotate, revoke and export the signing keys of an environment.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      KeysCommand.Show.class,
      KeysCommand.Rotate.class,
      KeysCommand.Revoke.class,
      KeysCommand.Export.class
    })
final class KeysCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    picocli.CommandLine.usage(this, System.err);
    return ExitCode.USAGE;
  }

  @Command(name = "list", description = "Every key, the latest to sign first.")
  static final class Show implements Callable<Integer> {
    @Mixin private final RunningServer target = new RunningServer();

    @Override
    public Integer call() {
      print(target.json("GET", "/keys", null));
      return ExitCode.OK;
    }
  }

  @Command(name = "rotate", description = "Publish the next key now, to sign after the notice.")
  static final class Rotate implements Callable<Integer> {
    @Mixin private final RunningServer target = new RunningServer();

    @Option(names = "--notice", description = "Seconds, at least 600 (${DEFAULT-VALUE}).")
    int notice = 86_400;

    @Override
    public Integer call() {
      print(target.json("POST", "/keys/rotate", Map.of("noticeInSeconds", notice)));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "revoke",
      description = "The emergency: refuse every token at once, end every session, make a new key.")
  static final class Revoke implements Callable<Integer> {
    @Mixin private final RunningServer target = new RunningServer();

    @Option(names = "--yes", required = true, description = "Everybody will have to sign in anew.")
    boolean yes;

    @Override
    public Integer call() {
      print(target.json("POST", "/keys/revoke", null));
      return ExitCode.OK;
    }
  }

  @Command(name = "export", description = "Print the public half of a key as PEM.")
  static final class Export implements Callable<Integer> {
    @Mixin private final RunningServer target = new RunningServer();

    @Option(names = "--key", description = "The kid (that of the key that signs now).")
    @Nullable String kid;

    @Override
    public Integer call() {
      String key = kid == null ? target.json("GET", "/keys", null).at("/key/id").asString() : kid;
      System.out.writeBytes(target.send("GET", "/keys/" + key + "/pem", null).body());
      return ExitCode.OK;
    }
  }

  private static void print(JsonNode answer) {
    for (JsonNode key : answer.path("keys")) {
      System.out.printf(
          "%-8s %s signs from %s%s%n",
          key.path("state").asString(),
          key.path("id").asString(),
          key.path("signsFrom").asString(),
          key.has("expiresAt") ? ", published until " + key.path("expiresAt").asString() : "");
    }
  }
}
