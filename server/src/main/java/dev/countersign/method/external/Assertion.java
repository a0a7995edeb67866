package dev.countersign.method.external;

import dev.countersign.credential.Credential;
import java.time.Instant;
import java.util.Set;

/// What an issuer allows one of its people to do here: a server's word for a step up. `id` is spent
/// with its use.
public record Assertion(
    Credential credential, String issuer, String id, Set<String> scopes, Instant expiresAt) {
  public Assertion {
    scopes = Set.copyOf(scopes);
  }
}
