package dev.countersign.base;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer the client can act on. The `reason` is for the log only and never holds a secret.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final transient Map<String, Object> payload;
  private final @Nullable Duration retryAfter;

  public Refusal(Problem problem, String reason) {
    this(problem, reason, Map.of(), null);
  }

  private Refusal(
      Problem problem, String reason, Map<String, Object> payload, @Nullable Duration retryAfter) {
    // A refusal is an answer, not a bug: it needs no stack trace.
    super(problem.code() + ": " + reason, null, false, false);
    this.problem = problem;
    this.payload = payload;
    this.retryAfter = retryAfter;
  }

  /// Refused for now; the same request may succeed after `wait`.
  public static Refusal tooMany(String reason, Duration wait) {
    return tooMany(Problem.TOO_MANY_REQUESTS, reason, wait);
  }

  public static Refusal tooMany(Problem problem, String reason, Duration wait) {
    return new Refusal(problem, reason, Map.of(), wait);
  }

  public Refusal with(Map<String, Object> payload) {
    return new Refusal(problem, reason(), payload, retryAfter);
  }

  public Problem problem() {
    return problem;
  }

  public Map<String, Object> payload() {
    return payload;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  private String reason() {
    return String.valueOf(getMessage()).substring(problem.code().length() + 2);
  }
}
