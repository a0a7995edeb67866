package dev.countersign.method.social;

import dev.countersign.base.Json;
import dev.countersign.base.Secrets;
import dev.countersign.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/// What one way through a provider begins with. `verifier` is ours toward the provider (RFC 7636),
/// `nonce` ties its ID token to this way (OpenID Connect Core §3.1.2.1); both are empty for a flow
/// that was opened past this server.
public record Opening(String state, String verifier, String nonce) {
  static Opening fresh(String state, Secrets secrets) {
    return new Opening(state, secrets.alphanumeric(64), secrets.alphanumeric(32));
  }

  static Opening unbound(String state) {
    return new Opening(state, "", "");
  }

  static Opening of(String state, ObjectNode document) {
    return new Opening(
        state, document.path("verifier").stringValue(), document.path("nonce").stringValue());
  }

  ObjectNode document() {
    return Json.object().put("verifier", verifier).put("nonce", nonce);
  }

  String challenge() {
    return Sha256.base64Url(verifier.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "Opening";
  }
}
