package dev.countersign.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.base.Json;
import dev.countersign.base.Secrets;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.Rs256;
import dev.countersign.crypto.Sha256;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Hands out codes and what they are worth. Nothing outlives the process.
public final class FakeProvider {
  /// What everybody's app is registered with here.
  public static final String CLIENT_ID = "countersign-dev";

  public static final String CLIENT_SECRET = "not-a-secret";

  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final String KID = "fake";

  private final ConcurrentMap<String, Granted> codes = FakeProvider.<Granted>kept().asMap();
  private final ConcurrentMap<String, FakePerson> tokens = FakeProvider.<FakePerson>kept().asMap();
  private final Rs256 rs256;
  private final Secrets secrets;
  private final Clock clock;

  /// Made when it is first asked for: most servers in `dev` never are.
  private @Nullable KeyPair key;

  public FakeProvider(Rs256 rs256, Secrets secrets, Clock clock) {
    this.rs256 = rs256;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// What an app asked for.
  record Asked(String redirectUri, String scope, String nonce, String challenge) {}

  private record Granted(FakePerson person, Asked asked) {}

  String code(FakePerson person, Asked asked) {
    String code = secrets.alphanumeric(32);
    codes.put(code, new Granted(person, asked));
    return code;
  }

  /// Empty where anything does not fit; the code is spent all the same.
  Optional<ObjectNode> tokens(String issuer, Map<String, String> form) {
    Granted granted = codes.remove(form.getOrDefault("code", ""));
    if (granted == null) return Optional.empty();
    boolean fits =
        form.getOrDefault("grant_type", "").equals("authorization_code")
            && form.getOrDefault("client_id", "").equals(CLIENT_ID)
            && form.getOrDefault("client_secret", "").equals(CLIENT_SECRET)
            && form.getOrDefault("redirect_uri", "").equals(granted.asked().redirectUri())
            && challenge(form.getOrDefault("code_verifier", ""))
                .equals(granted.asked().challenge());
    return fits ? Optional.of(tokens(issuer, granted)) : Optional.empty();
  }

  Optional<FakePerson> person(String token) {
    return Optional.ofNullable(tokens.get(token));
  }

  ObjectNode jwks() {
    RSAPublicKey own = (RSAPublicKey) key().getPublic();
    ObjectNode jwk = Json.object();
    jwk.put("kty", "RSA").put("use", "sig").put("alg", "RS256").put("kid", KID);
    jwk.put("n", number(own.getModulus())).put("e", number(own.getPublicExponent()));
    ObjectNode set = Json.object();
    set.putArray("keys").add(jwk);
    return set;
  }

  private synchronized KeyPair key() {
    if (key == null) key = rs256.generate();
    return key;
  }

  private ObjectNode tokens(String issuer, Granted granted) {
    String access = secrets.alphanumeric(32);
    tokens.put(access, granted.person());
    ObjectNode answer = Json.object().put("access_token", access).put("token_type", "Bearer");
    answer.put("expires_in", 3600).put("scope", granted.asked().scope());
    return answer.put("id_token", idToken(issuer, granted));
  }

  private String idToken(String issuer, Granted granted) {
    Instant now = clock.instant();
    ObjectNode claims = granted.person().claims();
    claims.put("iss", issuer).put("aud", CLIENT_ID).put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFETIME).getEpochSecond()).put("nonce", granted.asked().nonce());
    ObjectNode header = Json.object().put("alg", "RS256").put("kid", KID);
    String input =
        Base64Url.encode(Json.bytes(header)) + "." + Base64Url.encode(Json.bytes(claims));
    byte[] signature = rs256.sign(key().getPrivate(), input.getBytes(US_ASCII));
    return input + "." + Base64Url.encode(signature);
  }

  private static String challenge(String verifier) {
    return verifier.isEmpty() ? "" : Sha256.base64Url(verifier.getBytes(US_ASCII));
  }

  /// RFC 7518 §6.3.1: without a leading zero.
  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64Url.encode(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static <T> Cache<String, T> kept() {
    return Caffeine.newBuilder().expireAfterWrite(LIFETIME).maximumSize(1_000).build();
  }
}
