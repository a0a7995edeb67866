package dev.countersign;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.lang.ProcessBuilder.Redirect.INHERIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.environment.Kind;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestFolders;
import dev.countersign.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the guide prints in Python and Go is run where the machine has these: the same tokens as
/// those of the Java and JavaScript that it prints.
class SnippetsTest {
  private static final Path SNIPPETS = Path.of("../docs/guide/snippets");

  /// A backend of few words: a token on each line, and whose it is, or that it was refused.
  private static final String PYTHON =
      """
      import sys
      import jwt
      from revocations import user_of
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
      	if err := accesstoken.Poll(); err != nil {
      		panic(err)
      	}
      	go accesstoken.Watch()
      	lines := bufio.NewScanner(os.Stdin)
      	for lines.Scan() {
      		if user, err := accesstoken.UserOf(lines.Text()); err == nil {
      			fmt.Println(user)
      		} else {
      			fmt.Println("refused")
      		}
      	}
      }
      """;

  private final Path folder = TestFolders.fresh();

  @Test
  @Timeout(120)
  void verifiesInPython() throws Exception {
    // Debian's own first: that is where its python3-jwt is.
    var python = List.of("/usr/bin/python3", "python3").stream().filter(this::hasJwt).findFirst();
    assumeTrue(python.isPresent(), "no Python with PyJWT and cryptography on this machine");
    copy(folder, "verify.py", "revocations.py");

    verifies(List.of(python.orElseThrow(), "-c", PYTHON));
  }

  @Test
  @Timeout(120)
  void verifiesInGo() throws Exception {
    assumeTrue(runs(List.of("go", "version")), "no Go on this machine");
    Path room = Files.createDirectory(folder.resolve("accesstoken"));
    copy(room, "verify.go", "revocations.go");
    Files.writeString(folder.resolve("go.mod"), "module example.org/backend\n\ngo 1.19\n");
    Files.writeString(folder.resolve("main.go"), GO);
    assertThat(runs(List.of("go", "build", "-o", "backend", "."))).isTrue();

    verifies(List.of("./backend"));
  }

  private void verifies(List<String> command) throws IOException, InterruptedException {
    try (var server = new TestServer(Stores.SQLITE)) {
      // A backend's clock is not ours to turn: the expired token is made in the past.
      server.clock.pass(Duration.ofHours(-3));
      UUID environment = requireNonNull(server.project().get(Kind.SANDBOX));
      String expired = server.token(environment, "ada@example.org");
      server.clock.pass(Duration.ofHours(3));
      Reply signedIn = server.signIn(environment, "ada@example.org");
      String good = signedIn.text("minifiedJwt");
      String elsewhere = elsewhere(server, environment);
      var tokens =
          List.of(
              good,
              signedIn.text("jwt"),
              server.token(server.live(), "ada@example.org"),
              expired,
              elsewhere,
              incomplete(server, environment),
              good.substring(0, good.length() - 4) + "AAAA",
              good + ".",
              "token",
              good);

      assertThat(tokens).noneMatch(String::isBlank);

      var backend = backend(server, environment, command);
      try (var input = backend.outputWriter(UTF_8);
          var output = backend.inputReader(UTF_8)) {
        input.write(String.join("\n", tokens) + "\n");
        input.flush();
        assertThat(output.readLine()).isEqualTo(signedIn.text("/user/id"));
        for (int i = 2; i < tokens.size(); i++) assertThat(output.readLine()).isEqualTo("refused");
        assertThat(output.readLine()).isEqualTo(signedIn.text("/user/id"));

        revokeAllOf(server, environment, signedIn.text("/user/id"));

        String answer = "";
        while (!answer.equals("refused")) {
          Thread.sleep(100);
          input.write(good + "\n");
          input.flush();
          answer = output.readLine();
        }
      } finally {
        backend.destroyForcibly();
      }
    }
  }

  private Process backend(TestServer server, UUID environment, List<String> command)
      throws IOException {
    var backend = process(command).redirectError(INHERIT);
    backend.environment().put("BASE_URL", server.origin());
    backend.environment().put("ENVIRONMENT_ID", environment.toString());
    backend.environment().put("SITE", server.origin());
    return backend.start();
  }

  private static void revokeAllOf(TestServer server, UUID environment, String userId) {
    String path = "/environments/" + environment + "/users/" + userId + "/sessions/revoke";
    assertThat(server.admin("POST", path, null).status()).isLessThan(300);
  }

  /// A token made out to another site of the same environment.
  private static String elsewhere(TestServer server, UUID environment) {
    String verification = server.create(environment, "ada@example.org");
    String code = server.code(environment, "ada@example.org");
    var body = Map.of("verificationUUID", verification, "verificationToken", code);
    var origin = Map.of("Origin", "http://localhost:3000");
    return server
        .client(environment, "POST", "/emailVerifications/signin", body, origin)
        .text("minifiedJwt");
  }

  /// Of a person who owes a required field.
  private static String incomplete(TestServer server, UUID environment) {
    var lastName = Map.of("name", "lastName", "enabled", true, "required", true);
    server.admin("PUT", "/environments/" + environment, Map.of("kyc", List.of(lastName)));
    return server.token(environment, "grace@example.org");
  }

  private static void copy(Path folder, String... snippets) throws IOException {
    for (String name : snippets) Files.copy(SNIPPETS.resolve(name), folder.resolve(name));
  }

  private boolean hasJwt(String python) {
    return runs(List.of(python, "-c", "import jwt, cryptography"));
  }

  private boolean runs(List<String> command) {
    try {
      Process process = process(command).redirectOutput(DISCARD).redirectError(DISCARD).start();
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
    var process = new ProcessBuilder(command).directory(folder.toFile());
    // Nothing is fetched: neither modules nor, past a proxy, what is on this machine.
    process.environment().putAll(Map.of("GOPROXY", "off", "GOFLAGS", "-mod=mod", "NO_PROXY", "*"));
    return process;
  }
}
