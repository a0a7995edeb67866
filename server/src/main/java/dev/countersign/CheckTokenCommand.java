package dev.countersign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.base.StartRefused;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `countersign check-token`: asks the running server what keeps a token of the team's own issuer
/// from signing in. The token comes by the standard input, so that no list of processes shows it.
@Command(
    name = "check-token",
    description = "Say all that is wrong with an external token, which is read from the input.")
final class CheckTokenCommand implements Callable<Integer> {
  private static final int LONGEST = 32 * 1024;

  @Mixin private final RunningServer server = new RunningServer();

  @Override
  public Integer call() {
    JsonNode answer =
        server.json("POST", "/externalJwt/check", Map.of("encodedJwt", input().strip()));
    for (JsonNode error : answer.path("errors")) System.out.println(error.asString());
    if (!answer.path("valid").booleanValue()) return ExitCode.SOFTWARE;
    System.out.println("valid");
    return ExitCode.OK;
  }

  private static String input() {
    try {
      return new String(System.in.readNBytes(LONGEST), US_ASCII);
    } catch (IOException e) {
      throw new StartRefused("The input cannot be read.");
    }
  }
}
