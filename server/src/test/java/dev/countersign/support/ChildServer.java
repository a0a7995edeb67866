package dev.countersign.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.Main;
import dev.countersign.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The server as a process of its own, started by its command line as an operator would. It can be
/// killed, and started again on the same data.
public final class ChildServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Path data;
  private final Path output = TestFolders.fresh().resolve("output");
  private final int port = FreePort.take();
  private final Map<String, String> variables;
  private Process process;
  private ObjectNode dev;

  public ChildServer(Stores store) {
    this(
        TestFolders.fresh(),
        store == Stores.SQLITE
            ? Map.of()
            : Map.of("COUNTERSIGN_DATABASE_URL", TestPostgres.fresh()));
  }

  /// With these settings more, on an empty data folder.
  public ChildServer(Map<String, String> variables) {
    this(TestFolders.fresh(), variables);
  }

  private ChildServer(Path data, Map<String, String> variables) {
    this.data = data;
    this.variables = new HashMap<>(variables);
    this.variables.put("COUNTERSIGN_LIMITS", "off");
    this.variables.putIfAbsent("COUNTERSIGN_PUBLIC_URL", "http://localhost:" + port);
    this.process = start();
    this.dev = ready();
  }

  /// A further node of the same deployment, on the same PostgreSQL.
  public ChildServer another() {
    var shared = new HashMap<>(variables);
    shared.put("COUNTERSIGN_MASTER_KEY_FILE", data.resolve("master.key").toString());
    shared.put("COUNTERSIGN_ADMIN_TOKEN", adminToken());
    return new ChildServer(TestFolders.fresh(), shared);
  }

  /// What `kill -9` does: no hook runs, nothing is flushed.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void startAgain() {
    process = start();
    dev = ready();
  }

  public String sandbox() {
    return dev.at("/environments/sandbox").asString();
  }

  public String adminToken() {
    return dev.path("adminToken").asString();
  }

  public String log() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Throws [IOException] when the server does not answer: then nothing was acknowledged.
  public Reply send(String method, String path, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json");
    headers.forEach(request::header);
    return new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
  }

  /// A client call, with a token or with none (an empty text).
  public Reply client(String method, String path, @Nullable Object body, String token)
      throws IOException, InterruptedException {
    Map<String, String> headers =
        token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    byte[] bytes = body == null ? new byte[0] : Json.bytes(body);
    return send(method, "/api/v0/sdk/" + sandbox() + path, bytes, headers);
  }

  public int session(String token) throws IOException, InterruptedException {
    return client("GET", "/session", null, token).status();
  }

  public String create(String address) throws IOException, InterruptedException {
    return client("POST", "/emailVerifications/create", Map.of("email", address), "")
        .text("verificationUUID");
  }

  public Reply answer(String verification, String code) throws IOException, InterruptedException {
    var body = Map.of("verificationUUID", verification, "verificationToken", code);
    return client("POST", "/emailVerifications/signin", body, "");
  }

  /// The static code of the sandbox's test addresses, made now.
  public String testCode() throws IOException, InterruptedException {
    String path = "/api/v0/environments/" + sandbox() + "/test/account";
    var headers = Map.of("Authorization", "Bearer " + adminToken());
    return send("POST", path, new byte[0], headers).text("code");
  }

  /// What `countersign <arguments>` prints, and its exit code, beside this server's data folder.
  public record Command(int exit, String output) {}

  public Command run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  /// With this as its input.
  public Command runWith(String input, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(java());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", data.toString()));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var typed = run.getOutputStream()) {
      typed.write(input.getBytes(UTF_8));
    }
    String printed = new String(run.getInputStream().readAllBytes(), UTF_8);
    return new Command(run.waitFor(), printed);
  }

  private static List<String> java() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(
        java,
        "--enable-native-access=ALL-UNNAMED",
        "-Xmx256m",
        "-cp",
        classes,
        Main.class.getName());
  }

  private Process start() {
    var command = new ArrayList<>(java());
    command.addAll(List.of("dev", "--port", String.valueOf(port), "--data", data.toString()));
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().putAll(variables);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode ready() {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (send("GET", "/readyz", new byte[0], Map.of()).status() == 200
            && Files.exists(data.resolve("dev.json"))) {
          return Json.object(Files.readString(data.resolve("dev.json")));
        }
        Thread.sleep(50);
      } catch (IOException _) {
        Thread.onSpinWait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("the server did not start: " + log());
  }

  /// What an operator's stop does.
  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(20, TimeUnit.SECONDS)
        .exceptionally(_ -> process.destroyForcibly())
        .join();
  }
}
