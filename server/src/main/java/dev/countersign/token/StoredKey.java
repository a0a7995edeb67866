package dev.countersign.token;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key of an environment through its life: published from `createdAt`, signing from `signsFrom`
/// until a later one does, published until `expiresAt`, the end of the last token under it.
@SuppressWarnings("ArrayRecordComponent") // Read and used, never compared.
record StoredKey(
    String kid,
    String store,
    RSAPublicKey publicKey,
    byte[] reference,
    Instant createdAt,
    Instant signsFrom,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  /// Whether tokens under it are good.
  boolean published(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  /// The one of these that signs: the latest whose time has come.
  static StoredKey signing(List<StoredKey> keys, Instant now) {
    return keys.stream()
        .filter(key -> key.revokedAt() == null && !key.signsFrom().isAfter(now))
        .max(Comparator.comparing(StoredKey::signsFrom).thenComparing(StoredKey::kid))
        .orElseThrow(() -> new IllegalStateException("an environment without a signing key"));
  }

  KeyState state(List<StoredKey> all, Instant now) {
    if (revokedAt != null) return KeyState.REVOKED;
    if (signsFrom.isAfter(now)) return KeyState.NEXT;
    return equals(signing(all, now)) ? KeyState.CURRENT : KeyState.PREVIOUS;
  }

  @Override
  public String toString() {
    return "StoredKey " + kid;
  }
}
