package dev.countersign.admin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.token.Callers;
import java.util.Optional;

/// Who may call the admin API: the bearer of the operator's token. Without such a token nobody.
public final class AdminAccess {
  private final Optional<AdminToken> token;
  private final Callers callers;

  public AdminAccess(Optional<AdminToken> token, Callers callers) {
    this.token = token;
    this.callers = callers;
  }

  /// Refuses before anything is read or looked up. A person of some environment is known, and
  /// forbidden; everyone else is unknown.
  public void require(Optional<String> bearer) {
    String sent = bearer.orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "no admin token"));
    if (token.isPresent() && token.get().matches(sent)) return;
    boolean endUser = callers.anywhere(sent);
    throw new Refusal(
        endUser ? Problem.FORBIDDEN : Problem.UNAUTHORIZED,
        endUser ? "an end user's token" : "wrong admin token");
  }
}
