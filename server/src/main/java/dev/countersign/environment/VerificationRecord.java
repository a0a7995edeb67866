package dev.countersign.environment;

/// A DNS record that the operator is to publish: `OWNERSHIP` shows that the name is theirs, `ALIAS`
/// leads it to this server.
public record VerificationRecord(RecordType type, Purpose purpose, String name, String value) {
  /// The kinds of records (RFC 1035 §3.3), by their names in a query.
  public enum RecordType {
    TXT,
    CNAME
  }

  /// What a record is published for.
  public enum Purpose {
    OWNERSHIP,
    ALIAS
  }
}
