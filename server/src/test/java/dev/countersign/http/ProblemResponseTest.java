package dev.countersign.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The shapes that clients read a refusal in.
class ProblemResponseTest {
  private final Refusal full = new Refusal(Problem.SANDBOX_MAXIMUM_THRESHOLD_REACHED, "full");
  private static final String SENTENCE = Problem.SANDBOX_MAXIMUM_THRESHOLD_REACHED.sentence();

  @Test
  void isFlat() {
    String body = body(ProblemResponse.of(new Refusal(Problem.NOT_FOUND, "reason"), true));

    assertThat(body)
        .isEqualTo("{\"error\":\"" + Problem.NOT_FOUND.sentence() + "\",\"code\":\"not_found\"}");
  }

  @Test
  void carriesAPayload() {
    Refusal refusal = full.with(Map.of("email", "ada@example.org"));

    assertThat(body(ProblemResponse.of(refusal, false)))
        .isEqualTo(
            "{\"error\":\""
                + SENTENCE
                + "\",\"code\":\"sandbox_maximum_threshold_reached\","
                + "\"payload\":{\"email\":\"ada@example.org\"}}");
  }

  @Test
  void isNestedForTheFamilyThatReadsItSo() {
    var tree = Json.parse(Objects.requireNonNull(ProblemResponse.of(full, true).body()));

    assertThat(tree.path("error").path("code").asString())
        .isEqualTo("sandbox_maximum_threshold_reached");
    assertThat(tree.path("error").path("message").asString()).isEqualTo(SENTENCE);
    assertThat(tree.path("payload").isObject()).isTrue();
    assertThat(tree.size()).isEqualTo(2);
    assertThat(body(ProblemResponse.of(full, false))).startsWith("{\"error\":\"" + SENTENCE);
    assertThat(body(ProblemResponse.of(new Refusal(Problem.FORBIDDEN, ""), true)))
        .startsWith("{\"error\":\"");
  }

  @Test
  void roundsTheWaitUpToWholeSeconds() {
    assertThat(wait(Duration.ZERO)).isEqualTo("1");
    assertThat(wait(Duration.ofMillis(-5))).isEqualTo("1");
    assertThat(wait(Duration.ofMillis(1))).isEqualTo("1");
    assertThat(wait(Duration.ofSeconds(2))).isEqualTo("2");
    assertThat(wait(Duration.ofSeconds(2).plusNanos(1))).isEqualTo("3");
    assertThat(ProblemResponse.of(new Refusal(Problem.TOO_MANY_REQUESTS, ""), false).headers())
        .containsEntry("Retry-After", "1");
  }

  @Test
  void answersEveryProblemWithItsStatus() {
    for (Problem problem : Problem.values())
      assertThat(ProblemResponse.of(new Refusal(problem, ""), false).status())
          .isEqualTo(problem.status());
  }

  private static String wait(Duration wait) {
    return String.valueOf(
        ProblemResponse.of(Refusal.tooMany("", wait), false).headers().get("Retry-After"));
  }

  private static String body(Response response) {
    return new String(Objects.requireNonNull(response.body()), UTF_8);
  }
}
