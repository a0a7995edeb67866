package dev.countersign.outbound;

/// No usable answer came. The message names the cause and never the address, which may hold a key.
public final class OutboundFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public OutboundFailed(String cause) {
    // A fact about someone else's machine, not a bug of ours.
    super(cause, null, false, false);
  }
}
