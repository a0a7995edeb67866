package dev.countersign.token;

import dev.countersign.environment.Mfa;
import dev.countersign.environment.Mfa.Leave;
import dev.countersign.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A short leave to do what a session alone may not: `scopes`, once or for a while.
public record Elevation(Set<String> scopes, boolean singleUse, Instant expiresAt) {
  public Elevation {
    scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
  }

  /// As the strictest of the scopes is given. It ends with the session as the caller's token has it,
  /// and at `until` at the latest.
  public static Elevation of(
      Set<String> scopes, Mfa rules, Session session, Instant until, Instant now) {
    List<Leave> leaves = scopes.stream().map(rules::leave).toList();
    Duration life = leaves.stream().map(Leave::life).min(Duration::compareTo).orElseThrow();
    Instant end =
        Stream.of(now.plus(life), session.expiresAt(), until).min(Instant::compareTo).orElseThrow();
    return new Elevation(scopes, leaves.stream().anyMatch(Leave::once), end);
  }
}
