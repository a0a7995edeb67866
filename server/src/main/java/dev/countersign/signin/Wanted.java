package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// What a request wants beyond a session: elevated scopes for what it proves, leave to link a second
/// factor at once, and the elevated token it brings for what it does.
record Wanted(Set<String> scopes, boolean factorLinking, Optional<String> elevation) {
  private static final int MOST = 20;

  Wanted {
    scopes = Set.copyOf(scopes);
  }

  static Wanted of(Function<String, Optional<String>> header, Input input) {
    return new Wanted(
        scopes(input.members().path("requestedScopes")),
        input.optionalFlag("allowNewMFALinking").orElse(false),
        header.apply("x-dyn-elevated-access-token").filter(token -> !token.isBlank()));
  }

  private static Set<String> scopes(JsonNode posted) {
    if (posted.isMissingNode() || posted.isNull()) return Set.of();
    if (!posted.isArray() || posted.size() > MOST) throw wrong("not a list of scopes");
    var scopes = new TreeSet<String>();
    for (JsonNode one : posted) {
      if (!ElevatedScopes.GRANTABLE.contains(one.asString(""))) {
        throw wrong("none of " + String.join(", ", ElevatedScopes.GRANTABLE));
      }
      scopes.add(one.stringValue());
    }
    return scopes;
  }

  private static Refusal wrong(String what) {
    return new Refusal(Problem.BAD_REQUEST, "requestedScopes: " + what);
  }

  @Override
  public String toString() {
    return "Wanted" + scopes;
  }
}
