package dev.countersign.outbound;

/// What a peer said, of any status.
@SuppressWarnings("ArrayRecordComponent") // Answers are read, never compared.
public record Answer(int status, byte[] body) {
  @Override
  public String toString() {
    return "status " + status;
  }
}
