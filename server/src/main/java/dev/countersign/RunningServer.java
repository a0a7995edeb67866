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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The server that a command is for, which environment of it, and as whom.
final class RunningServer {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Option(names = "--environment", required = true, description = "The environment's id.")
  UUID environment = new UUID(0, 0);

  @Option(names = "--server", description = "The server (that of --data, else of this machine).")
  @Nullable URI server;

  @Option(names = "--data", description = "The folder of a server in dev (./data).")
  Path data = Path.of("data");

  /// Asks what is below the environment's admin path, as JSON.
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
        HttpRequest.newBuilder(base.resolve("/api/v0/environments/" + environment + path))
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
