package dev.countersign.credential;

import tools.jackson.databind.node.ObjectNode;

/// A credential that was proven just now. `written` is how the client wrote it, `details` what else
/// it told of it, in the words of the wire.
public record Proven(Credential credential, String written, ObjectNode details) {}
