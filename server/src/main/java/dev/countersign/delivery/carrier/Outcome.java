package dev.countersign.delivery.carrier;

import org.jspecify.annotations.Nullable;

/// What became of one try to hand a message over.
public sealed interface Outcome {
  record Sent() implements Outcome {}

  /// Not now; a later try may do better.
  record Deferred(String why) implements Outcome {}

  /// Not this message, ever.
  record Refused(String why) implements Outcome {}

  /// A server may say back what it was told; what is kept of that must not hold a secret.
  default Outcome without(@Nullable String secret) {
    if (secret == null) return this;
    return switch (this) {
      case Sent _ -> this;
      case Deferred(String why) -> new Deferred(why.replace(secret, "***"));
      case Refused(String why) -> new Refused(why.replace(secret, "***"));
    };
  }
}
