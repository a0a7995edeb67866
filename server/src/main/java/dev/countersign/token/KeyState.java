package dev.countersign.token;

/// Where a signing key is in its life.
public enum KeyState {
  /// Published, so that everybody knows it before it signs.
  NEXT,
  CURRENT,
  /// Published until the last token under it has expired.
  PREVIOUS,
  /// Refused everywhere.
  REVOKED
}
