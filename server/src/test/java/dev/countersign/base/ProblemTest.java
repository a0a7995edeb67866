package dev.countersign.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The catalogue of refusals, and its page in the guide, which is written from it.
class ProblemTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide");
  private static final Path PAGE = GUIDE.resolve("errors.md");
  private static final Path RELEASED = GUIDE.resolve("released-problems.txt");
  private static final String WRITE = "mvn -q -pl server -am test -Dtest=ProblemTest -Dguide=write";

  private static final Map<Integer, String> STATUSES =
      new TreeMap<>(
          Map.of(
              400, "The request could not be read",
              401, "Who is asking?",
              403, "Not allowed",
              404, "Not there",
              405, "Not by that method",
              413, "Too large",
              422, "Read, and refused",
              429, "Too many",
              500, "A bug",
              503, "Not now"));

  @ParameterizedTest
  @EnumSource(Problem.class)
  void hasAStatusOfTheCatalogueAndASentence(Problem problem) {
    assertThat(STATUSES).containsKey(problem.status());
    assertThat(problem.sentence()).matches("[A-Z].*\\.").doesNotContain("\n", "|");
    assertThat(problem.code()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  }

  @Test
  void tellsNoTwoWithOneSentence() {
    assertThat(Problem.values()).extracting(Problem::sentence).doesNotHaveDuplicates();
  }

  @Test
  void takesNoReleasedCodeBackAndReleasesNoneUnseen() throws IOException {
    List<String> released =
        Files.readAllLines(RELEASED).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(Arrays.stream(Problem.values()).map(ProblemTest::line))
        .as("docs/guide/released-problems.txt: add what is new, never take a line out")
        .containsExactlyInAnyOrderElementsOf(released);
  }

  @Test
  void isInTheGuideAsItIs() throws IOException {
    if ("write".equals(System.getProperty("guide"))) Files.writeString(PAGE, page());

    assertThat(Files.readString(PAGE)).as("Write it anew: " + WRITE).isEqualTo(page());
  }

  private static String line(Problem problem) {
    return problem.status() + " " + problem.code();
  }

  private static String page() {
    var page = new StringBuilder(INTRODUCTION);
    STATUSES.forEach(
        (status, title) ->
            page.append("\n## %d: %s\n\n| code | sentence |\n|---|---|\n".formatted(status, title))
                .append(
                    Arrays.stream(Problem.values())
                        .filter(problem -> problem.status() == status)
                        .map(p -> "| `%s` | %s |\n".formatted(p.code(), p.sentence()))
                        .collect(Collectors.joining())));
    return page.toString();
  }

  private static final String INTRODUCTION =
      """
      <!-- Written from Problem.java; do not edit. Anew: %s -->

      # Errors

      Every refusal is a status of 400 or more and

      ```json
      { "error": "This code is not correct. Check it and try again.", "code": "wrong_email_verification_token" }
      ```

      `code` is for programs: one that was released is never removed, renamed or given another status. `error` is for people, says what
      is wrong and what to do, and may be worded better one day. A few carry a `payload` with more.

      Every answer has an `x-dyn-request-id`; with it the server's log of requests, where that is switched on, tells the exact reason.
      Where detail would help an attacker the answer is coarse: a code that is unknown, someone else's, expired or used is `invalid_email_verification` in each case.

      - 401 comes with `WWW-Authenticate: Bearer error="invalid_token"`, 405 with `Allow`.
      - 429 and 503 come with `Retry-After`, in seconds: wait that long, then try again.
      - Clients that call themselves `WalletKit/…` in `x-dyn-version` read some sign-in refusals of status 403 nested,
        `{"error": {"code", "message"}, "payload": {}}`, and get them so.
      """
          .formatted(WRITE);
}
