package dev.countersign.token;

import java.time.Instant;

/// What a sign-in hands out. The access token goes to servers; the ID token stays in the app.
public record Tokens(String accessToken, String idToken, Instant expiresAt) {
  @Override
  public String toString() {
    return "Tokens until " + expiresAt;
  }
}
