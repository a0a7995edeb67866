package dev.countersign.factor;

import dev.countersign.environment.Mfa.Method;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something a person can prove besides what they sign in with. One that was never proven counts for
/// nothing; `preferred` is the one to ask for first.
public record Factor(
    UUID id,
    Method method,
    @Nullable String alias,
    Instant createdAt,
    @Nullable Instant verifiedAt,
    boolean preferred) {

  public Factor(
      UUID id,
      Method method,
      @Nullable String alias,
      Instant createdAt,
      @Nullable Instant verifiedAt) {
    this(id, method, alias, createdAt, verifiedAt, false);
  }

  public boolean verified() {
    return verifiedAt != null;
  }

  Factor asPreferred() {
    return new Factor(id, method, alias, createdAt, verifiedAt, true);
  }
}
