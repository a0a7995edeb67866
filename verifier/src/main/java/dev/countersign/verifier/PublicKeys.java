package dev.countersign.verifier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys of a key set (RFC 7517 §5) that may verify RS256, by `kid`. A key for another use, or too
/// weak, is as good as absent; a set that cannot be one of public keys is refused as a whole.
final class PublicKeys {
  private static final int FEWEST_BITS = 2048;
  private static final int MOST_BITS = 8192;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);

  private final Map<String, RSAPublicKey> byKid;

  private PublicKeys(Map<String, RSAPublicKey> byKid) {
    this.byKid = byKid;
  }

  static PublicKeys parse(byte[] bytes) throws IOException {
    Map<String, @Nullable Object> set =
        StrictJson.object(bytes).orElseThrow(() -> new IOException("key set: not strict JSON"));
    if (!(set.get("keys") instanceof List<?> keys)) throw new IOException("key set: no keys");
    var byKid = new HashMap<String, RSAPublicKey>();
    for (Object item : keys) {
      if (!(item instanceof Map<?, ?> jwk)) throw new IOException("key set: not of objects");
      if (jwk.containsKey("d") || "oct".equals(jwk.get("kty"))) {
        throw new IOException("key set: holds a secret");
      }
      if (!isForRs256(jwk) || !(jwk.get("kid") instanceof String kid)) continue;
      RSAPublicKey key = rsa(jwk);
      if (isStrong(key) && byKid.put(kid, key) != null) throw new IOException("key set: kid twice");
    }
    if (byKid.isEmpty()) throw new IOException("key set: no key for RS256");
    return new PublicKeys(byKid);
  }

  Optional<RSAPublicKey> find(String kid) {
    return Optional.ofNullable(byKid.get(kid));
  }

  /// `use` is required: our server always says `sig`.
  private static boolean isForRs256(Map<?, ?> jwk) {
    return "RSA".equals(jwk.get("kty"))
        && "sig".equals(jwk.get("use"))
        && (!jwk.containsKey("alg") || "RS256".equals(jwk.get("alg")))
        && (!(jwk.get("key_ops") instanceof List<?> uses) || uses.contains("verify"));
  }

  private static RSAPublicKey rsa(Map<?, ?> jwk) throws IOException {
    var members = new HashMap<String, @Nullable Object>();
    for (String name : List.of("kty", "n", "e")) members.put(name, jwk.get(name));
    try {
      return RSAKey.parse(members).toRSAPublicKey();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new IOException("key set: an unreadable key", e);
    }
  }

  private static boolean isStrong(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    return bits >= FEWEST_BITS
        && bits <= MOST_BITS
        && exponent.testBit(0)
        && exponent.compareTo(LEAST_EXPONENT) >= 0;
  }
}
