package dev.countersign.token;

import dev.countersign.base.Json;
import dev.countersign.crypto.RsaPublicJwk;
import dev.countersign.crypto.Sha256;
import java.util.List;
import java.util.Map;

/// The public key set of an environment (RFC 7517 §5), as the bytes that are published, and their
/// entity tag.
public record Jwks(byte[] body, String etag) {
  static Jwks of(List<RsaPublicJwk> keys) {
    byte[] body = Json.bytes(Map.of("keys", keys.stream().map(Jwks::member).toList()));
    return new Jwks(body, '"' + Sha256.base64Url(body) + '"');
  }

  private static Map<String, String> member(RsaPublicJwk key) {
    return Map.of(
        "kty", "RSA", "use", "sig", "alg", "RS256", "kid", key.kid(), "n", key.n(), "e", key.e());
  }
}
