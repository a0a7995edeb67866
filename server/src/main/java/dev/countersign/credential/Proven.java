package dev.countersign.credential;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A credential that was proven just now. `written` is how the client wrote it, `details` what else
/// it told of it, in the words of the wire. `email` is an address that the same evidence proves.
public record Proven(
    Credential credential, String written, ObjectNode details, Optional<EmailAddress> email) {
  public Proven(Credential credential, String written, ObjectNode details) {
    this(credential, written, details, Optional.empty());
  }
}
