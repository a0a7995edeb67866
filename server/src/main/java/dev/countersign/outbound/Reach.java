package dev.countersign.outbound;

/// Which machines may be called.
public enum Reach {
  /// Public addresses, by https.
  PUBLIC,
  /// Also this machine, by http: for development and tests.
  LOOPBACK_TOO
}
