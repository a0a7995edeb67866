package dev.countersign.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// A short leave to do what a session alone may not: `scopes`, once or for a while.
public record Elevation(Set<String> scopes, boolean singleUse, Instant expiresAt) {
  private static final Duration ONCE = Duration.ofMinutes(5);
  private static final Duration WHILE = Duration.ofMinutes(10);

  public Elevation {
    scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
  }

  /// What concerns a wallet is good once. It ends with the caller's token, and at `until` at the
  /// latest.
  public static Elevation of(Set<String> scopes, Caller caller, Instant until, Instant now) {
    boolean once = scopes.stream().anyMatch(scope -> scope.startsWith("wallet:"));
    Instant end = now.plus(once ? ONCE : WHILE);
    for (Instant bound : new Instant[] {caller.session().expiresAt(), until}) {
      if (bound.isBefore(end)) end = bound;
    }
    return new Elevation(scopes, once, end);
  }
}
