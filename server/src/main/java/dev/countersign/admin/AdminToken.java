package dev.countersign.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Hmac;
import dev.countersign.crypto.Sha256;

/// The operator's secret for automation, kept as its digest: at least 32 characters.
public final class AdminToken {
  private static final int SHORTEST = 32;

  private final byte[] digest;

  public AdminToken(String secret) {
    if (secret.length() < SHORTEST) {
      throw new IllegalArgumentException("an admin token has at least 32 characters");
    }
    this.digest = Sha256.of(secret.getBytes(UTF_8));
  }

  boolean matches(String sent) {
    return Hmac.same(digest, Sha256.of(sent.getBytes(UTF_8)));
  }

  @Override
  public String toString() {
    return "AdminToken";
  }
}
