package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.support.Reply;
import dev.countersign.support.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.node.ObjectNode;

/// A real EVM with smart accounts on it (`e2e/evm`), in a process of its own.
final class EvmNode {
  private static final Path FOLDER = Path.of("..", "e2e", "evm");

  private final Process process;
  private final ObjectNode greeting;
  private final HttpClient client = HttpClient.newHttpClient();

  private EvmNode(Process process, ObjectNode greeting) {
    this.process = process;
    this.greeting = greeting;
  }

  static EvmNode start() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER.resolve("node_modules")),
        "no EVM to test with: run npm ci in e2e/evm");
    Process process =
        new ProcessBuilder("node", "node.mjs")
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = reader.readLine();
    if (line == null) throw new IOException("the EVM did not start");
    return new EvmNode(process, Json.object(line));
  }

  URI url() {
    return URI.create(greeting.get("url").stringValue());
  }

  /// The address of the account of that name.
  String account(String name) {
    return greeting.get("accounts").get(name).stringValue();
  }

  /// The creation code that compiling the server's own contract of that name gives.
  String question(String contract) {
    return greeting.get("questions").get(contract).stringValue();
  }

  /// A signature of that kind over a text.
  String sign(String kind, String text) {
    return call("test_sign", kind, text);
  }

  /// Signs that account in by a message of its own.
  Reply signIn(TestServer server, UUID environment, String account) {
    String nonce = server.client(environment, "GET", "/nonce", null).text("nonce");
    String message =
        """
        app.example.org wants you to sign in with your Ethereum account:
        %s

        Welcome.

        URI: https://app.example.org/
        Version: 1
        Chain ID: 1
        Nonce: %s
        Issued At: %s
        Request ID: %s\
        """
            .formatted(account, nonce, server.clock.instant(), environment);
    var body =
        Map.of(
            "chain", "EVM",
            "publicWalletAddress", account,
            "messageToSign", message,
            "signedMessage", sign("long", message),
            "walletName", "safeevm",
            "walletProvider", "smartContractWallet",
            "network", "1");
    return server.client(environment, "POST", "/wallets/signin", body);
  }

  String call(String method, String... parameters) {
    var list = Json.array();
    for (String parameter : parameters) list.add(parameter);
    var question =
        Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", list);
    var request =
        HttpRequest.newBuilder(url())
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(question)))
            .build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return Json.parse(answer.body()).get("result").stringValue();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// It ends when its input does.
  void stop() throws IOException, InterruptedException {
    client.close();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
  }
}
