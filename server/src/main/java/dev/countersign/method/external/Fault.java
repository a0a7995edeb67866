package dev.countersign.method.external;

/// One thing that is wrong with a token: which check, and what was expected and came.
record Fault(Check check, String text) {
  /// The words that an operator's scripts may rely on.
  enum Check {
    SETTINGS("settings"),
    MALFORMED("malformed"),
    HEADER("header"),
    ALGORITHM("algorithm"),
    JWKS("jwks"),
    KEY("key"),
    SIGNATURE("signature"),
    ISSUER("issuer"),
    AUDIENCE("audience"),
    SUBJECT("subject"),
    EXPIRED("expired"),
    LIFETIME("lifetime"),
    NOT_BEFORE("notBefore"),
    ISSUED_AT("issuedAt"),
    SCOPE("scope"),
    TOKEN_ID("tokenId");

    private final String word;

    Check(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// For the operator who posted the token: it may repeat what the token says.
  @Override
  public String toString() {
    return check.word + ": " + text;
  }
}
