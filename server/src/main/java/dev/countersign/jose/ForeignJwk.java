package dev.countersign.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countersign.base.Json;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Ed25519PublicKey;
import dev.countersign.crypto.MalformedInput;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON Web Key of an issuer (RFC 7517 §4). Of its members only those that make the key are
/// read: a certificate or an address that it brings along is not looked at.
final class ForeignJwk {
  private static final List<String> PUBLIC = List.of("kty", "n", "e", "crv", "x", "y");
  private static final List<String> SECRET = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  /// SubjectPublicKeyInfo of Ed25519 up to the key (RFC 8410 §4).
  private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private ForeignJwk() {}

  /// Whether it is, or holds, something that must not be published.
  static boolean secret(JsonNode jwk) {
    return "oct".equals(text(jwk, "kty")) || SECRET.stream().anyMatch(jwk::has);
  }

  /// Whether it is not set aside for something else (RFC 7517 §4.2, §4.3).
  static boolean verifies(JsonNode jwk) {
    boolean use = !jwk.has("use") || "sig".equals(text(jwk, "use"));
    boolean operations = !jwk.has("key_ops");
    for (JsonNode operation : jwk.path("key_ops")) {
      operations |= "verify".equals(operation.stringValueOpt().orElse(""));
    }
    return use && operations;
  }

  /// Empty for a kind that is not known here, or a key that is broken: the others still serve.
  static Optional<ForeignKey> parse(JsonNode jwk) {
    try {
      return Optional.of(
          new ForeignKey(
              jwk.path("kid").stringValueOpt(), jwk.path("alg").stringValueOpt(), key(jwk)));
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | MalformedInput
        | Unreadable
        | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static PublicKey key(JsonNode jwk)
      throws ParseException, JOSEException, GeneralSecurityException {
    if ("OKP".equals(text(jwk, "kty"))) return edwards(jwk);
    ObjectNode bare = Json.object();
    for (String name : PUBLIC) if (jwk.has(name)) bare.set(name, jwk.get(name));
    return switch (JWK.parse(Json.text(bare))) {
      case RSAKey rsa -> rsa.toRSAPublicKey();
      case ECKey curve -> curve.toECPublicKey();
      default -> throw new Unreadable("a key of another kind");
    };
  }

  private static PublicKey edwards(JsonNode jwk) throws GeneralSecurityException {
    if (!"Ed25519".equals(text(jwk, "crv"))) throw new Unreadable("another curve");
    var point = new Ed25519PublicKey(Base64Url.decode(text(jwk, "x")));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(Bytes.join(ED25519_SPKI, point.bytes())));
  }

  private static String text(JsonNode jwk, String name) {
    return jwk.path(name).stringValueOpt().orElse("");
  }
}
