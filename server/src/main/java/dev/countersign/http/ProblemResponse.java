package dev.countersign.http;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A refusal on the wire.
final class ProblemResponse {
  /// Sign-in refusals that one family of client reads nested and the other flat: no one body suits both.
  private static final Set<Problem> NESTED = Set.of(Problem.SANDBOX_MAXIMUM_THRESHOLD_REACHED);

  private ProblemResponse() {}

  static Response of(Refusal refusal, boolean walletKit) {
    Problem problem = refusal.problem();
    Response response =
        walletKit && NESTED.contains(problem)
            ? Response.json(problem.status(), nested(problem, refusal.payload()))
            : Response.json(problem.status(), flat(problem, refusal.payload()));
    return switch (problem.status()) {
      case 401 -> response.with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      case 429 -> response.with("Retry-After", seconds(refusal.retryAfter()));
      case 503 -> response.with("Retry-After", "1");
      default -> response;
    };
  }

  /// What the protocol layer refused: its status, and the catalogue's nearest words.
  static Response of(int status, Problem problem) {
    return Response.json(status, flat(problem, Map.of()));
  }

  private static Map<String, Object> flat(Problem problem, Map<String, Object> payload) {
    var body = new LinkedHashMap<String, Object>();
    body.put("error", problem.sentence());
    body.put("code", problem.code());
    if (!payload.isEmpty()) body.put("payload", payload);
    return body;
  }

  private static Map<String, Object> nested(Problem problem, Map<String, Object> payload) {
    var body = new LinkedHashMap<String, Object>();
    body.put("error", Map.of("code", problem.code(), "message", problem.sentence()));
    body.put("payload", payload);
    return body;
  }

  /// Rounded up, so that who waits as told is not refused again.
  private static String seconds(@Nullable Duration wait) {
    if (wait == null) return "1";
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }
}
