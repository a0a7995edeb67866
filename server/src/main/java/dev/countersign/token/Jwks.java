package dev.countersign.token;

import dev.countersign.base.Json;
import dev.countersign.crypto.RsaPublicJwk;
import dev.countersign.crypto.Sha256;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The public key set of an environment (RFC 7517 §5), as the bytes that are published, and their
/// entity tag.
public record Jwks(byte[] body, String etag) {
  static Jwks of(List<RsaPublicJwk> keys) {
    byte[] body = Json.bytes(Map.of("keys", keys.stream().map(Jwks::member).toList()));
    return new Jwks(body, '"' + Sha256.base64Url(body) + '"');
  }

  /// In one order, so that every node publishes the same bytes under the same tag.
  private static ObjectNode member(RsaPublicJwk key) {
    ObjectNode member = Json.object();
    member.put("kty", "RSA");
    member.put("use", "sig");
    member.put("alg", "RS256");
    member.put("kid", key.kid());
    member.put("n", key.n());
    member.put("e", key.e());
    return member;
  }
}
