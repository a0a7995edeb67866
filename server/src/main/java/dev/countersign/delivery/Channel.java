package dev.countersign.delivery;

/// The way a message leaves.
public enum Channel {
  /// To the operator's mail server.
  SMTP,
  /// Nowhere: it stays here, to be read in the local inbox.
  INBOX
}
