package dev.countersign;

import dev.countersign.base.Json;
import dev.countersign.base.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public Integer call() {
    picocli.CommandLine.usage(this, System.err);
    return ExitCode.USAGE;
  }

  /// Which server, and as whom.
  static final class Target {
    @Option(names = "--environment", required = true, description = "The environment's id.")
    UUID environment = new UUID(0, 0);

    @Option(names = "--server", description = "The server (that of --data, else of this machine).")
    @Nullable URI server;

    @Option(names = "--data", description = "The folder of a server in dev (./data).")
    Path data = Path.of("data");

    JsonNode json(String method, String path, @Nullable Object body) {
      return Json.parse(send(method, path, body).body());
    }

    HttpResponse<byte[]> send(String method, String path, @Nullable Object body) {
      Optional<ObjectNode> dev = devFile();
      String token =
          Optional.ofNullable(System.getenv("COUNTERSIGN_ADMIN_TOKEN"))
              .or(() -> dev.map(file -> file.path("adminToken").asString()))
              .orElseThrow(() -> new StartRefused("COUNTERSIGN_ADMIN_TOKEN is needed."));
      URI base =
          Optional.ofNullable(server)
              .or(() -> dev.map(file -> URI.create(file.path("baseUrl").asString())))
              .orElse(URI.create("http://localhost:8080"));
      var request =
          HttpRequest.newBuilder(
                  base.resolve("/api/v0/environments/" + environment + "/keys" + path))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(Json.bytes(body)));
      return answered(base, request.build());
    }

    private static HttpResponse<byte[]> answered(URI base, HttpRequest request) {
      try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
        var response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() < 300) return response;
        throw new StartRefused(
            "The server refused (" + response.statusCode() + "): " + reason(response.body()));
      } catch (IOException e) {
        throw new StartRefused("There is no answer from " + base + ": is the server running?");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartRefused("Interrupted; whether it was done is not known.");
      }
    }

    private static String reason(byte[] body) {
      try {
        return Json.parse(body).path("error").asString();
      } catch (RuntimeException e) {
        return "it is no Countersign.";
      }
    }

    private Optional<ObjectNode> devFile() {
      Path file = data.resolve("dev.json");
      if (!Files.exists(file)) return Optional.empty();
      try {
        return Optional.of(Json.object(Files.readString(file)));
      } catch (IOException | RuntimeException e) {
        throw new StartRefused("The file " + file + " cannot be read.");
      }
    }
  }

  @Command(name = "list", description = "Every key, the latest to sign first.")
  static final class Show implements Callable<Integer> {
    @Mixin private final Target target = new Target();

    @Override
    public Integer call() {
      print(target.json("GET", "", null));
      return ExitCode.OK;
    }
  }

  @Command(name = "rotate", description = "Publish the next key now, to sign after the notice.")
  static final class Rotate implements Callable<Integer> {
    @Mixin private final Target target = new Target();

    @Option(names = "--notice", description = "Seconds, at least 600 (${DEFAULT-VALUE}).")
    int notice = 86_400;

    @Override
    public Integer call() {
      print(target.json("POST", "/rotate", Map.of("noticeInSeconds", notice)));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "revoke",
      description = "The emergency: refuse every token at once, end every session, make a new key.")
  static final class Revoke implements Callable<Integer> {
    @Mixin private final Target target = new Target();

    @Option(names = "--yes", required = true, description = "Everybody will have to sign in anew.")
    boolean yes;

    @Override
    public Integer call() {
      print(target.json("POST", "/revoke", null));
      return ExitCode.OK;
    }
  }

  @Command(name = "export", description = "Print the public half of a key as PEM.")
  static final class Export implements Callable<Integer> {
    @Mixin private final Target target = new Target();

    @Option(names = "--key", description = "The kid (that of the key that signs now).")
    @Nullable String kid;

    @Override
    public Integer call() {
      String key = kid == null ? target.json("GET", "", null).at("/key/id").asString() : kid;
      System.out.writeBytes(target.send("GET", "/" + key + "/pem", null).body());
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
