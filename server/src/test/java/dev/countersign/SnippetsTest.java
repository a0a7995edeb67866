package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestFolders;
import dev.countersign.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the guide prints in Python and Go is run where the machine has these: the same tokens as
/// those of the Java and JavaScript that it prints.
class SnippetsTest {
  private static final Path SNIPPETS = Path.of("../docs/guide/snippets");

  /// A backend of few words: a token on each line, and whose it is, or that it was refused.
  private static final String PYTHON =
      """
      import sys
      import jwt
      from verify import user_of
      for line in sys.stdin:
          try:
              print(user_of(line.strip()), flush=True)
          except jwt.PyJWTError:
              print("refused", flush=True)
      """;

  private static final String GO =
      """
      package main

      import (
      	"bufio"
      	"fmt"
      	"os"

      	"example.org/backend/accesstoken"
      )

      func main() {
      	lines := bufio.NewScanner(os.Stdin)
      	for lines.Scan() {
      		if claims, _, err := accesstoken.Verified(lines.Text()); err == nil {
      			fmt.Println(claims.Subject)
      		} else {
      			fmt.Println("refused")
      		}
      	}
      }
      """;

  private final Path folder = TestFolders.fresh();

  @Test
  void verifiesInPython() throws Exception {
    // Debian's own first: that is where its python3-jwt is.
    var python = List.of("/usr/bin/python3", "python3").stream().filter(this::hasJwt).findFirst();
    assumeTrue(python.isPresent(), "no Python with PyJWT and cryptography on this machine");
    Files.copy(SNIPPETS.resolve("verify.py"), folder.resolve("verify.py"));

    verifies(List.of(python.orElseThrow(), "-c", PYTHON));
  }

  @Test
  void verifiesInGo() throws Exception {
    assumeTrue(runs(List.of("go", "version")), "no Go on this machine");
    Path room = Files.createDirectory(folder.resolve("accesstoken"));
    Files.copy(SNIPPETS.resolve("verify.go"), room.resolve("verify.go"));
    Files.writeString(folder.resolve("go.mod"), "module example.org/backend\n\ngo 1.19\n");
    Files.writeString(folder.resolve("main.go"), GO);
    assertThat(runs(List.of("go", "build", "-o", "backend", "."))).isTrue();

    verifies(List.of("./backend"));
  }

  private void verifies(List<String> command) throws IOException, InterruptedException {
    try (var server = new TestServer(Stores.SQLITE)) {
      server.clock.pass(Duration.ofHours(-3));
      String expired = server.token(server.sandbox(), "ada@example.org");
      server.clock.pass(Duration.ofHours(3));
      Reply signedIn = server.signIn(server.sandbox(), "ada@example.org");
      String good = signedIn.text("minifiedJwt");
      String elsewhere = elsewhere(server);
      var tokens =
          List.of(
              good,
              signedIn.text("jwt"),
              server.token(server.live(), "ada@example.org"),
              expired,
              elsewhere,
              incomplete(server),
              good.substring(0, good.length() - 4) + "AAAA",
              good + ".",
              "token",
              good);

      List<String> answers = answers(server, command, tokens);

      var expected = new ArrayList<>(List.of(signedIn.text("/user/id")));
      for (int i = 2; i < tokens.size(); i++) expected.add("refused");
      expected.add(signedIn.text("/user/id"));
      assertThat(answers).isEqualTo(expected);
    }
  }

  private List<String> answers(TestServer server, List<String> command, List<String> tokens)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    var backend = process(command).redirectOutput(output.toFile());
    backend.environment().put("BASE_URL", server.origin());
    backend.environment().put("ENVIRONMENT_ID", server.sandbox().toString());
    backend.environment().put("SITE", server.origin());
    Process process = backend.start();
    try (var input = process.getOutputStream()) {
      input.write((String.join("\n", tokens) + "\n").getBytes(UTF_8));
    }
    boolean ended = process.waitFor(60, SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(output)).isTrue();
    return Files.readAllLines(output);
  }

  /// A token made out to another site of the same environment.
  private static String elsewhere(TestServer server) {
    String verification = server.create(server.sandbox(), "ada@example.org");
    String code = server.code(server.sandbox(), "ada@example.org");
    var body = Map.of("verificationUUID", verification, "verificationToken", code);
    var origin = Map.of("Origin", "http://localhost:3000");
    return server
        .client(server.sandbox(), "POST", "/emailVerifications/signin", body, origin)
        .text("minifiedJwt");
  }

  /// Of a person who owes a required field.
  private static String incomplete(TestServer server) {
    var lastName = Map.of("name", "lastName", "enabled", true, "required", true);
    server.admin("PUT", "/environments/" + server.sandbox(), Map.of("kyc", List.of(lastName)));
    return server.token(server.sandbox(), "grace@example.org");
  }

  private boolean hasJwt(String python) {
    return runs(List.of(python, "-c", "import jwt, cryptography"));
  }

  private boolean runs(List<String> command) {
    try {
      Process process = process(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      boolean ended = process.waitFor(120, SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProcessBuilder process(List<String> command) {
    var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // Nothing is fetched: neither modules nor, past a proxy, what is on this machine.
    process.environment().putAll(Map.of("GOPROXY", "off", "GOFLAGS", "-mod=mod", "NO_PROXY", "*"));
    return process;
  }
}
