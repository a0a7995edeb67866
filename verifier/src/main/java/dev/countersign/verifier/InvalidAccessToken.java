package dev.countersign.verifier;

import org.jspecify.annotations.Nullable;

/// A token that must not be accepted. The reason is for logs and tests: to its sender every one of
/// them is the same 401 (RFC 6750 §3.1). The message never contains any part of the token.
public final class InvalidAccessToken extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  InvalidAccessToken(Reason reason, String detail) {
    this(reason, detail, null);
  }

  // Without a stack trace: strangers can make these by the thousand, and the reason says it all.
  InvalidAccessToken(Reason reason, String detail, @Nullable Throwable cause) {
    super(reason + ": " + detail, cause, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public enum Reason {
    /// Not a compact JWS of strict base64url and strict JSON, or over 16 KB.
    MALFORMED,
    /// The header's `alg` is not exactly `RS256`.
    ALGORITHM,
    /// The header's `typ` is not `JWT`, or `token_use` names another kind of token.
    TYPE,
    /// The environment has no such key, now that it was asked anew.
    UNKNOWN_KEY,
    SIGNATURE,
    /// A claim that every access token has is missing, or not of its kind.
    CLAIM,
    /// Of another server or environment.
    ISSUER,
    AUDIENCE,
    EXPIRED,
    /// `iat` or `nbf` lies ahead by more than a minute.
    NOT_YET,
    /// A required scope is missing: the person may still owe something.
    SCOPE,
    /// By the list: its session, its signing key, or everything issued up to some moment.
    REVOKED,
    /// No key set could be fetched, and none is held. Not the token's fault: answer 503.
    KEYS_UNAVAILABLE,
    /// No revocation list is held that is still good. Not the token's fault: answer 503.
    REVOCATIONS_UNAVAILABLE
  }
}
