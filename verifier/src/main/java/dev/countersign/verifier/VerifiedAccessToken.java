package dev.countersign.verifier;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an access token says, after its signature and every claim were checked. `subject` is the
/// user's id, stable as long as the account exists: key data on it, and not on `email`.
///
/// @param email null where the person has none
/// @param claims all of them, by their names on the wire
public record VerifiedAccessToken(
    String subject,
    String sessionId,
    String environmentId,
    Set<String> scopes,
    List<String> audience,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable String email,
    Map<String, @Nullable Object> claims) {
  public VerifiedAccessToken {
    scopes = Set.copyOf(scopes);
    audience = List.copyOf(audience);
    claims = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(claims));
  }

  /// Nothing of the person but their id: this ends up in logs.
  @Override
  public String toString() {
    return "VerifiedAccessToken of " + subject + " until " + expiresAt;
  }
}
