package dev.countersign.delivery;

/// The way a message leaves.
public enum Channel {
  /// To the operator's mail server.
  SMTP,
  /// To the environment's own service for text messages.
  SMS,
  /// Nowhere: it stays here, to be read in the local inbox.
  INBOX
}
