package dev.countersign.delivery;

/// Where a message is on its way.
enum State {
  /// To be sent, or being sent.
  QUEUED,
  /// The mail server has taken it.
  SENT,
  /// It will not be sent any more.
  FAILED,
  /// In the local inbox.
  KEPT
}
