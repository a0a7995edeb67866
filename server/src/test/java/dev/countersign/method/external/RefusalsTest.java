package dev.countersign.method.external;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.crypto.Base64Url;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestIssuer;
import dev.countersign.support.TestJwt;
import dev.countersign.support.TestServer;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What RFC 8725 warns of and what forgers do: each is refused, opens nothing, and the checker says
/// why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {
  private static final KeyPair STRANGER = TestIssuer.rsa(2048);
  private static final KeyPair WEAK = TestIssuer.rsa(1024);

  @AutoClose private final TestIssuer issuer = new TestIssuer();
  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final UUID sandbox = server.sandbox();

  RefusalsTest() {
    issuer.jwks =
        TestIssuer.set(
            TestIssuer.jwk("rsa", TestIssuer.RSA),
            TestIssuer.jwk("p256", TestIssuer.P256),
            TestIssuer.jwk("k1", TestIssuer.P384),
            TestIssuer.jwk("ed", TestIssuer.ED25519),
            TestIssuer.jwk("weak", WEAK),
            with(TestIssuer.jwk("enc", TestIssuer.RSA), "use", "enc"),
            with(TestIssuer.jwk("ps", TestIssuer.RSA), "alg", "PS256"),
            with(TestIssuer.jwk("wrap", TestIssuer.RSA), "key_ops", List.of("wrapKey")));
    var auth = new java.util.HashMap<>(issuer.settings());
    auth.put("aud", "countersign");
    var changed =
        server.admin(
            "PUT", "/environments/" + sandbox, Map.of("security", Map.of("externalAuth", auth)));
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
  }

  /// One row: what is done to a good token, and the word for it.
  record Row(String what, String word, UnaryOperator<TestJwt> change, UnaryOperator<String> after) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row row(String what, String word, UnaryOperator<TestJwt> change) {
    return new Row(what, word, change, compact -> compact);
  }

  private static Row after(String what, String word, UnaryOperator<String> after) {
    return new Row(what, word, jwt -> jwt, after);
  }

  Stream<Row> rows() {
    return Stream.of(algorithms(), keys(), headers(), claims(), times(), spellings())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> algorithms() {
    var published = new SecretKeySpec(TestIssuer.RSA.getPublic().getEncoded(), "HmacSHA256");
    return Stream.concat(
        Stream.of("none", "None", "NONE", "nOnE", "", "HS256", "HS512", "RS256 ", "rs256", "RSA1_5")
            .map(name -> row("alg " + name, "algorithm", jwt -> jwt.header("alg", name))),
        Stream.of(
            row("no alg", "algorithm", jwt -> jwt.header("alg", null)),
            row("alg of no text", "algorithm", jwt -> jwt.header("alg", List.of("RS256"))),
            row(
                "HMAC by the public key",
                "algorithm",
                jwt -> jwt.header("alg", "HS256").signed("HS256", published)),
            row("ES256 by an RSA key", "algorithm", jwt -> jwt.header("alg", "ES256")),
            row(
                "ES256 by a P-384 key",
                "algorithm",
                jwt -> jwt.header("alg", "ES256").header("kid", "k1")),
            row("ES256K", "algorithm", jwt -> jwt.header("alg", "ES256K").header("kid", "p256")),
            row(
                "EdDSA by a P-256 key",
                "algorithm",
                jwt -> jwt.header("alg", "EdDSA").header("kid", "p256")),
            row("RS256 by a key for PS256", "algorithm", jwt -> jwt.header("kid", "ps"))));
  }

  private static Stream<Row> keys() {
    return Stream.of(
        row("no kid", "key", jwt -> jwt.header("kid", null)),
        row("a kid that is nobody's", "key", jwt -> jwt.header("kid", "stranger")),
        row("a kid of no text", "key", jwt -> jwt.header("kid", List.of("rsa"))),
        row("a kid that is a path", "key", jwt -> jwt.header("kid", "../../dev/null")),
        row("a kid that is SQL", "key", jwt -> jwt.header("kid", "rsa' OR '1'='1")),
        row("a kid that is an address", "key", jwt -> jwt.header("kid", "http://127.0.0.1/rsa")),
        row("an encryption key", "key", jwt -> jwt.header("kid", "enc")),
        row("a key for wrapping", "key", jwt -> jwt.header("kid", "wrap")),
        row("a short RSA key", "key", jwt -> jwt.by("RS256", "weak", WEAK.getPrivate())),
        row("another's key", "signature", jwt -> jwt.signed("RS256", STRANGER.getPrivate())),
        row(
            "a key in the header",
            "signature",
            jwt ->
                jwt.header("jwk", TestIssuer.jwk("rsa", STRANGER))
                    .signed("RS256", STRANGER.getPrivate())),
        row(
            "an address in the header",
            "signature",
            jwt ->
                jwt.header("jku", "http://127.0.0.1:1/jwks")
                    .header("x5u", "http://127.0.0.1:1/cert")
                    .signed("RS256", STRANGER.getPrivate())),
        row(
            "another algorithm than it says",
            "signature",
            jwt -> jwt.signed("RS512", TestIssuer.RSA.getPrivate())));
  }

  private static Stream<Row> headers() {
    return Stream.of(
        row("crit", "header", jwt -> jwt.header("crit", List.of("exp"))),
        row(
            "crit that is known",
            "header",
            jwt -> jwt.header("crit", List.of("b64")).header("b64", true)),
        row("unencoded payload", "header", jwt -> jwt.header("b64", false)),
        row("compressed", "header", jwt -> jwt.header("zip", "DEF")),
        row("nested", "header", jwt -> jwt.header("cty", "JWT")),
        row("typ dpop+jwt", "header", jwt -> jwt.header("typ", "dpop+jwt")),
        row("typ secevent+jwt", "header", jwt -> jwt.header("typ", "secevent+jwt")),
        row("typ logout+jwt", "header", jwt -> jwt.header("typ", "logout+jwt")),
        row("typ of no text", "header", jwt -> jwt.header("typ", 1)));
  }

  private static Stream<Row> claims() {
    return Stream.of(
        row("no iss", "issuer", jwt -> jwt.claim("iss", null)),
        row("another iss", "issuer", jwt -> jwt.claim("iss", "https://other.example.org")),
        row("iss with a slash", "issuer", jwt -> jwt.claim("iss", TestIssuer.NAME + "/")),
        row("iss in capitals", "issuer", jwt -> jwt.claim("iss", "HTTPS://issuer.example.org")),
        row("a list of iss", "issuer", jwt -> jwt.claim("iss", List.of(TestIssuer.NAME))),
        row("no sub", "subject", jwt -> jwt.claim("sub", null)),
        row("an empty sub", "subject", jwt -> jwt.claim("sub", "")),
        row("a sub of blanks", "subject", jwt -> jwt.claim("sub", "  ")),
        row("a sub of no text", "subject", jwt -> jwt.claim("sub", 7)),
        row("a long sub", "subject", jwt -> jwt.claim("sub", "a".repeat(256))),
        row("a sub of two lines", "subject", jwt -> jwt.claim("sub", "ada\nbob")),
        row(
            "a sub with half a sign",
            "subject",
            jwt -> jwt.rawClaims(jwt.claimsJson().replace("ada", "ada\\ud800"))),
        row("a sub with NUL", "subject", jwt -> jwt.claim("sub", "ada\0")),
        row("no aud", "audience", jwt -> jwt.claim("aud", null)),
        row("another aud", "audience", jwt -> jwt.claim("aud", "countersign2")),
        row("a list without us", "audience", jwt -> jwt.claim("aud", List.of("a", "b"))),
        row("an empty list", "audience", jwt -> jwt.claim("aud", List.of())),
        row("a list with a number", "audience", jwt -> jwt.claim("aud", List.of("countersign", 1))),
        row(
            "a list in a list",
            "audience",
            jwt -> jwt.claim("aud", List.of(List.of("countersign")))));
  }

  private Stream<Row> times() {
    long now = server.clock.instant().getEpochSecond();
    return Stream.of(
        row("no exp", "expired", jwt -> jwt.claim("exp", null)),
        row("exp of text", "expired", jwt -> jwt.claim("exp", "4102444800")),
        row(
            "exp null",
            "expired",
            jwt -> jwt.rawClaims(jwt.claimsJson().replaceFirst("\"exp\":\\d+", "\"exp\":null"))),
        row("exp below zero", "expired", jwt -> jwt.claim("exp", -1)),
        row("exp beyond all time", "expired", jwt -> jwt.claim("exp", 1e18)),
        row("exp at this moment", "expired", jwt -> jwt.claim("exp", now)),
        row("exp long ago", "expired", jwt -> jwt.claim("exp", 1)),
        row("exp in ten years", "lifetime", jwt -> jwt.claim("exp", now + 315_360_000L)),
        row("nbf in 61 seconds", "notBefore", jwt -> jwt.claim("nbf", now + 61)),
        row("nbf of text", "notBefore", jwt -> jwt.claim("nbf", "0")),
        row("iat in 61 seconds", "issuedAt", jwt -> jwt.claim("iat", now + 61)),
        row("iat of text", "issuedAt", jwt -> jwt.claim("iat", "now")));
  }

  private static Stream<Row> spellings() {
    return Stream.of(
        after("nothing", "malformed", compact -> ""),
        after("two parts", "malformed", compact -> compact.substring(0, compact.lastIndexOf('.'))),
        after(
            "no signature",
            "signature",
            compact -> compact.substring(0, compact.lastIndexOf('.') + 1)),
        after("four parts", "malformed", compact -> compact + "."),
        after("five parts, encrypted", "malformed", compact -> compact + ".a.b"),
        after("padding", "malformed", compact -> compact + "=="),
        after("a space", "malformed", compact -> compact + " "),
        after("a line break", "malformed", compact -> compact + "\n"),
        after("plain base64", "malformed", compact -> compact.replaceFirst("^e", "+")),
        after("a stray low bit", "malformed", RefusalsTest::strayBit),
        after("a JSON serialization", "malformed", compact -> "{\"payload\":\"" + compact + "\"}"),
        after("over 16 KB", "malformed", compact -> "a".repeat(16_384) + compact),
        after("another payload", "signature", compact -> swapped(compact)),
        row(
            "a header twice",
            "malformed",
            jwt -> jwt.rawHeader("{\"alg\":\"none\"," + jwt.headerJson().substring(1))),
        row(
            "a claim twice",
            "malformed",
            jwt -> jwt.rawClaims("{\"sub\":\"bob\"," + jwt.claimsJson().substring(1))),
        row(
            "a claim twice, one escaped",
            "malformed",
            jwt -> jwt.rawClaims("{\"\\u0073ub\":\"bob\"," + jwt.claimsJson().substring(1))),
        row("claims that are a list", "malformed", jwt -> jwt.rawClaims("[]")),
        row("claims that are no JSON", "malformed", jwt -> jwt.rawClaims("{'sub':1}")),
        row("claims and more", "malformed", jwt -> jwt.rawClaims(jwt.claimsJson() + "{}")),
        row(
            "a mark before the claims",
            "malformed",
            jwt -> jwt.rawClaims("\ufeff" + jwt.claimsJson())));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refuses(Row row) {
    String token = row.after().apply(row.change().apply(good()).compact());
    requireRefused(token, row.word());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE", "ISO-8859-1"})
  void refusesClaimsThatAreNotUtf8(String charset) {
    TestJwt jwt = good().claim("name", "Åda");
    byte[] claims = jwt.claimsJson().getBytes(java.nio.charset.Charset.forName(charset));

    requireRefused(jwt.compact(jwt.headerJson().getBytes(UTF_8), claims), "malformed");
    requireRefused(jwt.compact(jwt.headerJson().getBytes(UTF_16LE), claims), "malformed");
  }

  /// So that the rows are refused for what is done to them, and for nothing else.
  @Test
  void takesTheTokenThatTheRowsChange() {
    assertThat(signIn(good().compact()).status()).isEqualTo(200);
    assertThat(check(good().compact())).isEmpty();
  }

  @Test
  void tellsAllThatIsWrongAndNotTheFirstAlone() {
    String token =
        good()
            .header("typ", "dpop+jwt")
            .claim("iss", "https://other.example.org")
            .claim("sub", null)
            .claim("exp", 1)
            .signed("RS256", STRANGER.getPrivate())
            .claim("aud", "other")
            .compact();

    assertThat(check(token).stream().map(text -> text.substring(0, text.indexOf(':'))))
        .containsExactly("header", "issuer", "signature", "audience", "subject", "expired");
    assertThat(check(token)).contains("audience: expected countersign, came \"other\"");
  }

  @Test
  void takesClocksThatAreAMinuteAhead() {
    long now = server.clock.instant().getEpochSecond();
    String token = good().claim("nbf", now + 60).claim("iat", now + 60).compact();

    assertThat(check(token)).isEmpty();
  }

  private void requireRefused(String token, String word) {
    long users = server.count("end_user");
    long sessions = server.count("session");

    Reply reply = signIn(token);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("invalid_external_auth");
    assertThat(reply.body().has("jwt") || reply.body().has("minifiedJwt")).isFalse();
    assertThat(server.count("end_user")).isEqualTo(users);
    assertThat(server.count("session")).isEqualTo(sessions);
    assertThat(check(token)).anyMatch(text -> text.startsWith(word + ": "));
  }

  private Reply signIn(String token) {
    return server.client(sandbox, "POST", "/externalAuth/signin", Map.of("jwt", token));
  }

  private List<String> check(String token) {
    Reply reply =
        server.admin(
            "POST", "/environments/" + sandbox + "/externalJwt/check", Map.of("encodedJwt", token));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    List<String> errors =
        reply.body().path("errors").values().stream().map(node -> node.asString()).toList();
    assertThat(reply.body().path("valid").booleanValue()).isEqualTo(errors.isEmpty());
    return errors;
  }

  private TestJwt good() {
    return TestJwt.of("ada", server.clock.instant()).claim("aud", List.of("x", "countersign"));
  }

  private static String strayBit(String compact) {
    int last = compact.length() - 1;
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    // 256 bytes leave four bits of the last letter unused.
    return compact.substring(0, last) + alphabet.charAt(alphabet.indexOf(compact.charAt(last)) + 1);
  }

  private static String swapped(String compact) {
    String[] parts = compact.split("\\.", -1);
    String claims = new String(Base64Url.decode(parts[1]), UTF_8).replace("ada", "bob");
    return parts[0] + "." + Base64Url.encode(claims.getBytes(UTF_8)) + "." + parts[2];
  }

  private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
    jwk.put(name, value);
    return jwk;
  }
}
