package dev.countersign.verifier;

import static dev.countersign.verifier.InvalidAccessToken.Reason.ALGORITHM;
import static dev.countersign.verifier.InvalidAccessToken.Reason.AUDIENCE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.CLAIM;
import static dev.countersign.verifier.InvalidAccessToken.Reason.EXPIRED;
import static dev.countersign.verifier.InvalidAccessToken.Reason.ISSUER;
import static dev.countersign.verifier.InvalidAccessToken.Reason.MALFORMED;
import static dev.countersign.verifier.InvalidAccessToken.Reason.NOT_YET;
import static dev.countersign.verifier.InvalidAccessToken.Reason.SCOPE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.SIGNATURE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.TYPE;
import static dev.countersign.verifier.InvalidAccessToken.Reason.UNKNOWN_KEY;
import static dev.countersign.verifier.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What RFC 8725 and RFC 7519 §4.1 tell to refuse, one row each.
class TokenRefusalTest {
  private static final FakeServer SERVER = new FakeServer();
  private static final Signer WEAK = Signer.of("weak", 1024, 65_537);
  private static final Signer SMALL_EXPONENT = Signer.of("exponent", 2048, 3);
  private static final Signer FOR_ENCRYPTION = Signer.of("enc", 2048, 65_537);
  private static final String GOOD = Signer.FIRST.token(SERVER.claims());

  static {
    Map<String, Object> encryption = FOR_ENCRYPTION.jwk();
    encryption.put("use", "enc");
    SERVER.jwks =
        List.of(
            Signer.FIRST.jwk(), Signer.SECOND.jwk(), WEAK.jwk(), SMALL_EXPONENT.jwk(), encryption);
  }

  private final AccessTokenVerifier verifier = SERVER.verifier().build();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"shapes", "headers", "keys", "claims"})
  void refuses(String what, Reason reason, String token) {
    assertRefused(verifier, token, reason);
  }

  static Stream<Arguments> shapes() throws GeneralSecurityException {
    String[] parts = GOOD.split("\\.", -1);
    String payload = payload(SERVER.claims());
    String header = Signer.FIRST.header("JWT");
    String over = "x".repeat(16 * 1024 + 1);
    return Stream.of(
        arguments("nothing", MALFORMED, ""),
        arguments("a word", MALFORMED, "token"),
        arguments("two parts", MALFORMED, parts[0] + "." + parts[1]),
        arguments("no signature", MALFORMED, parts[0] + "." + parts[1] + "."),
        arguments("four parts", MALFORMED, GOOD + ".x"),
        arguments("five parts, as if encrypted", MALFORMED, GOOD + "." + GOOD),
        arguments("a dot at the end", MALFORMED, GOOD + "."),
        arguments("Bearer before it", MALFORMED, "Bearer " + GOOD),
        arguments("a space after it", MALFORMED, GOOD + " "),
        arguments("a line break in it", MALFORMED, parts[0] + "\n." + parts[1] + "." + parts[2]),
        arguments("over 16 KB", MALFORMED, over),
        arguments("over 16 KB, signed", MALFORMED, Signer.FIRST.token(SERVER.claims("x", over))),
        arguments("padding", MALFORMED, GOOD + "="),
        arguments("padding that fits", MALFORMED, GOOD + "=="),
        arguments("base64 of the other alphabet", MALFORMED, parts[0] + "." + parts[1] + ".+/+/"),
        arguments("stray bits at the end", MALFORMED, nonCanonical(GOOD)),
        arguments("a header that is no JSON", MALFORMED, Signer.FIRST.sign("alg", payload)),
        arguments("a header of null", MALFORMED, Signer.FIRST.sign("null", payload)),
        arguments(
            "alg twice in the header",
            MALFORMED,
            Signer.FIRST.sign(header.replace("{", "{\"alg\":\"none\","), payload)),
        arguments("claims that are no JSON", MALFORMED, Signer.FIRST.sign(header, "sub")),
        arguments("claims of null", MALFORMED, Signer.FIRST.sign(header, "null")),
        arguments("claims in an array", MALFORMED, Signer.FIRST.sign(header, "[" + payload + "]")),
        arguments("a word after the claims", MALFORMED, Signer.FIRST.sign(header, payload + "x")),
        arguments("a byte order mark", MALFORMED, Signer.FIRST.sign(header, "\ufeff" + payload)),
        arguments(
            "sub twice",
            MALFORMED,
            Signer.FIRST.sign(header, payload.replace("{", "{\"sub\":\"other\","))),
        arguments(
            "sub twice, once in escapes",
            MALFORMED,
            Signer.FIRST.sign(header, payload.replace("{", "{\"s\\u0075b\":\"other\","))),
        arguments(
            "a member twice further down",
            MALFORMED,
            Signer.FIRST.sign(header, payload.replace("{", "{\"x\":[{\"a\":1,\"\\u0061\":2}],"))),
        arguments("a changed signature", SIGNATURE, changed(GOOD)),
        arguments(
            "another's claims", SIGNATURE, parts[0] + "." + parts(other())[1] + "." + parts[2]),
        arguments("an empty signature of RS256", SIGNATURE, parts[0] + "." + parts[1] + ".AA"),
        arguments("a hash by HMAC", SIGNATURE, parts[0] + "." + parts[1] + "." + hmac(GOOD)));
  }

  static Stream<Arguments> headers() throws GeneralSecurityException {
    String jwk = JSONObjectUtils.toJSONString(Signer.SECOND.jwk());
    return Stream.of(
        arguments("none", ALGORITHM, with("alg", "\"none\"")),
        arguments("None", ALGORITHM, with("alg", "\"None\"")),
        arguments("nOnE", ALGORITHM, with("alg", "\"nOnE\"")),
        arguments("rs256", ALGORITHM, with("alg", "\"rs256\"")),
        arguments("HS256 by the public key", ALGORITHM, hmacToken()),
        arguments("RS512", ALGORITHM, signed("SHA512withRSA", "RS512")),
        arguments("PS256", ALGORITHM, with("alg", "\"PS256\"")),
        arguments("ES256", ALGORITHM, with("alg", "\"ES256\"")),
        arguments("no algorithm", ALGORITHM, Signer.FIRST.sign("{\"kid\":\"first\"}", "{}")),
        arguments("an algorithm in an array", ALGORITHM, with("alg", "[\"RS256\"]")),
        arguments("at+jwt", TYPE, with("typ", "\"at+jwt\"")),
        arguments("dpop+jwt", TYPE, with("typ", "\"dpop+jwt\"")),
        arguments("secevent+jwt", TYPE, with("typ", "\"secevent+jwt\"")),
        arguments("a revocation list", TYPE, with("typ", "\"revocations+jwt\"")),
        arguments("no typ", TYPE, Signer.FIRST.sign("{\"alg\":\"RS256\",\"kid\":\"first\"}", "{}")),
        arguments("crit of an unknown name", MALFORMED, with("crit", "[\"x\"]")),
        arguments("crit of b64", MALFORMED, with("b64", "false,\"crit\":[\"b64\"]")),
        arguments("crit of nothing", MALFORMED, with("crit", "[]")),
        arguments("a token within", MALFORMED, with("cty", "\"JWT\"")),
        arguments(
            "no kid", MALFORMED, Signer.FIRST.sign("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", "{}")),
        arguments("a kid that is a number", MALFORMED, with("kid", "1")),
        arguments("a kid that leads to a file", UNKNOWN_KEY, with("kid", "\"../../etc/passwd\"")),
        arguments("a kid that leads elsewhere", UNKNOWN_KEY, with("kid", "\"http://localhost/\"")),
        // The second signs, the first is named: a key that comes along must not help.
        arguments("jwk", SIGNATURE, bySecond("\"jwk\":" + jwk)),
        arguments("jku", SIGNATURE, bySecond("\"jku\":\"" + SERVER.baseUrl() + "/keys\"")),
        arguments("x5u", SIGNATURE, bySecond("\"x5u\":\"" + SERVER.baseUrl() + "/pem\"")),
        arguments("x5c", SIGNATURE, bySecond("\"x5c\":[\"AAAA\"]")));
  }

  static Stream<Arguments> keys() {
    var stranger = Signer.of("stranger", 2048, 65_537);
    var impostor = new Signer("first", stranger.pair());
    return Stream.of(
        arguments("a stranger's key", UNKNOWN_KEY, stranger.token(SERVER.claims())),
        arguments("a stranger's under our kid", SIGNATURE, impostor.token(SERVER.claims())),
        arguments("1024 bits", UNKNOWN_KEY, WEAK.token(SERVER.claims())),
        arguments("an exponent of 3", UNKNOWN_KEY, SMALL_EXPONENT.token(SERVER.claims())),
        arguments("a key for encryption", UNKNOWN_KEY, FOR_ENCRYPTION.token(SERVER.claims())));
  }

  static Stream<Arguments> claims() {
    long now = SERVER.clock.seconds();
    String host = SERVER.baseUrl().getAuthority();
    String stranger = "a3c56053-b1d3-4e87-a960-f72fda56fe53";
    return Stream.of(
        claim("another environment", ISSUER, "iss", host + "/" + stranger),
        claim("another host", ISSUER, "iss", "evil.example.org/" + FakeServer.ENVIRONMENT),
        claim("with a scheme", ISSUER, "iss", "http://" + host + "/" + FakeServer.ENVIRONMENT),
        claim("a longer issuer", ISSUER, "iss", host + "/" + FakeServer.ENVIRONMENT + "/"),
        claim("another environment_id", ISSUER, "environment_id", stranger),
        claim("another site", AUDIENCE, "aud", "https://evil.example.org"),
        claim("a site that begins alike", AUDIENCE, "aud", FakeServer.SITE + ".evil.example.org"),
        claim("other sites", AUDIENCE, "aud", List.of("https://a.example.org", "b")),
        claim("no site", AUDIENCE, "aud", List.of()),
        claim("this very second", EXPIRED, "exp", now),
        claim("long ago", EXPIRED, "exp", 0),
        claim("issued ahead", NOT_YET, "iat", now + 61),
        claim("not before", NOT_YET, "nbf", now + 61),
        claim("an ID token", TYPE, "token_use", "id"),
        claim("some other token", TYPE, "token_use", "refresh"),
        claim("no scope", SCOPE, "scope", null),
        claim("another scope", SCOPE, "scope", "userDataForm"),
        claim("a scope that ends alike", SCOPE, "scope", "superuser:basic"),
        claim("without iss", CLAIM, "iss", null),
        claim("without aud", CLAIM, "aud", null),
        claim("without exp", CLAIM, "exp", null),
        claim("without iat", CLAIM, "iat", null),
        claim("without sub", CLAIM, "sub", null),
        claim("without sid", CLAIM, "sid", null),
        claim("without environment_id", CLAIM, "environment_id", null),
        claim("without token_use", CLAIM, "token_use", null),
        claim("an empty sub", CLAIM, "sub", ""),
        claim("a sub that is a number", CLAIM, "sub", 7),
        claim("an aud of numbers", CLAIM, "aud", List.of(FakeServer.SITE, 1)),
        claim("an exp in words", CLAIM, "exp", "tomorrow"),
        claim("an exp beyond all time", CLAIM, "exp", Long.MAX_VALUE),
        claim("an exp beyond a long", CLAIM, "exp", 1e30),
        claim("an iat before all time", CLAIM, "iat", -1),
        claim("an nbf in words", CLAIM, "nbf", "now"),
        claim("scopes in an array", CLAIM, "scope", List.of("user:basic")),
        claim("an issuer in an array", CLAIM, "iss", List.of("x")));
  }

  private static Arguments claim(String what, Reason reason, String name, @Nullable Object value) {
    return arguments(what, reason, Signer.FIRST.token(SERVER.claims(name, value)));
  }

  /// Signed by the first key over a header in which one parameter was added or changed.
  private static String with(String name, String json) {
    var header = new HashMap<>(Map.of("alg", "\"RS256\"", "kid", "\"first\"", "typ", "\"JWT\""));
    header.put(name, json);
    var text = new StringBuilder();
    header.forEach((key, value) -> text.append(",\"" + key + "\":" + value));
    return Signer.FIRST.sign("{" + text.substring(1) + "}", payload(SERVER.claims()));
  }

  private static String bySecond(String parameter) {
    String header = Signer.FIRST.header("JWT").replace("{", "{" + parameter + ",");
    return Signer.SECOND.sign(header, payload(SERVER.claims()));
  }

  private static String signed(String algorithm, String name) {
    String header = Signer.FIRST.header("JWT").replace("RS256", name);
    return Signer.FIRST.sign(algorithm, header, payload(SERVER.claims()));
  }

  private static String hmacToken() throws GeneralSecurityException {
    String[] parts = parts(signed("SHA256withRSA", "HS256"));
    return parts[0] + "." + parts[1] + "." + hmac(String.join(".", parts));
  }

  /// Over the first two parts, with the public key as the secret.
  private static String hmac(String token) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Signer.FIRST.pair().getPublic().getEncoded(), "HmacSHA256"));
    String input = token.substring(0, token.lastIndexOf('.'));
    return Signer.base64(mac.doFinal(input.getBytes(UTF_8)));
  }

  private static String other() {
    return Signer.FIRST.token(SERVER.claims("sub", "other"));
  }

  private static String[] parts(String token) {
    return token.split("\\.", -1);
  }

  private static String payload(Map<String, Object> claims) {
    return JSONObjectUtils.toJSONString(claims);
  }

  private static String changed(String token) {
    int at = token.lastIndexOf('.') + 1;
    return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
  }

  /// A signature of 256 bytes ends with a letter of which four bits say nothing.
  private static String nonCanonical(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = token.length() - 1;
    return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) + 1);
  }
}
