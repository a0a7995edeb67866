package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.environment.Provider;
import dev.countersign.jose.KeySets;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import dev.countersign.support.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What is sent to a provider, and what is made of a provider that answers otherwise.
class OAuthProviderTest {
  private static final String REDIRECT = "https://auth.example/redirect";
  private static final Opening OPENING = Opening.fresh("the-state-of-an-app", new Secrets());

  private final TestClock clock = new TestClock();
  @AutoClose private final Outbound outbound = new Outbound(Reach.LOOPBACK_TOO);
  private final SocialProviders providers =
      new SocialProviders(outbound, new KeySets(outbound, clock), CryptoProvider.load(), clock);
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final Map<String, String> authorizations = new ConcurrentHashMap<>();
  private final Map<String, String> sent = new ConcurrentHashMap<>();
  private final HttpServer server;

  OAuthProviderTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    bodies.put("/token", "{\"access_token\":\"t\",\"scope\":\"a b\",\"expires_in\":60}");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  static List<String> names() {
    return SocialProviders.SPECS.stream()
        .map(spec -> spec.name)
        .filter(name -> !name.equals("okta"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void opensAtTheProvidersOwnAddress(String name) {
    URI address = URI.create(provider(name).address(setup(name, Map.of()), OPENING));

    assertThat(address.getScheme()).isEqualTo("https");
    assertThat(address.getHost()).doesNotContain("{");
    var query = parameters(address.getRawQuery());
    assertThat(query)
        .containsEntry("response_type", "code")
        .containsEntry("redirect_uri", REDIRECT)
        .containsEntry("state", OPENING.state())
        .containsEntry(name.equals("tiktok") ? "client_key" : "client_id", "an-app");
    assertThat(query.values()).doesNotContain(OPENING.verifier(), "a-secret");
    boolean proofKey = !List.of("linkedin", "tiktok", "instagram", "shopify").contains(name);
    assertThat(query.containsKey("code_challenge")).isEqualTo(proofKey);
    boolean openId = List.of("google", "apple", "microsoft", "gitlab").contains(name);
    assertThat(query.containsKey("nonce")).isEqualTo(openId);
  }

  @Test
  void sendsTheSecretAsTheProviderTakesIt() {
    bodies.put("/user", "{\"id\":\"7\",\"data\":{\"id\":\"8\"}}");

    identify("discord");
    assertThat(parameters(sent.get("/token")))
        .containsEntry("client_id", "an-app")
        .containsEntry("client_secret", "a-secret")
        .containsEntry("code", "the-code")
        .containsEntry("redirect_uri", REDIRECT)
        .containsEntry("code_verifier", OPENING.verifier());
    assertThat(authorizations.get("/user")).isEqualTo("Bearer t");

    identify("twitter");
    assertThat(parameters(sent.get("/token"))).doesNotContainKey("client_secret");
    assertThat(authorizations.get("/token")).startsWith("Basic ");
  }

  @Test
  void signsApplesSecretWithTheTeamsKey() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    var key = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----";
    var members = Json.object().put("clientId", "an-app");
    members.put("appleKeyId", "K").put("appleTeamId", "T");
    var setup = new Setup(configured("apple", members), REDIRECT, Optional.of(pem));

    String secret = Apple.SPEC.secret.of(setup, clock.instant());

    var token = SignedJWT.parse(secret);
    var verifier = new ECDSAVerifier((ECPublicKey) key.getPublic());
    assertThat(token.verify(verifier)).isTrue();
    assertThat(token.getHeader().getKeyID()).isEqualTo("K");
    assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("T");
    assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("an-app");
    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("https://appleid.apple.com");
  }

  @Test
  void findsAnyOpenIdProviderByItsDocument() {
    bodies.put(
        "/.well-known/openid-configuration",
        """
        {"issuer":"%s","authorization_endpoint":"%s/go?x=1","token_endpoint":"%s/token",
         "jwks_uri":"%s/jwks"}
        """
            .formatted(base(), base(), base(), base()));
    var found = Map.of("discoveryUrl", base() + "/.well-known/openid-configuration");

    String address = provider("okta").address(setup("okta", found), OPENING);

    assertThat(address).startsWith(base() + "/go?x=1&");
    assertThat(address).contains("&response_type=code&", "&nonce=");
  }

  @Test
  void believesNoDocumentOfAnotherIssuer() {
    bodies.put("/.well-known/openid-configuration", "{\"issuer\":\"https://evil.example\"}");
    var found = Map.of("discoveryUrl", base() + "/.well-known/openid-configuration");

    refused(
        Problem.OTHER_VERIFY_FAILURE,
        () -> provider("okta").address(setup("okta", found), OPENING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"error\":\"bad_verification_code\"}", "{}", "[]", "{\"access_token\":1}"})
  void takesNoAnswerWithoutATokenForOne(String body) {
    bodies.put("/token", body);

    refused(Problem.OTHER_VERIFY_FAILURE, () -> identify("discord"));
  }

  @Test
  void tellsAProviderThatSaysNoFromOneThatIsDown() {
    bodies.put("/token", "400");
    refused(Problem.OTHER_VERIFY_FAILURE, () -> identify("discord"));
    bodies.put("/token", "503");
    refused(Problem.PROVIDER_UNAVAILABLE, () -> identify("discord"));
    bodies.put("/token", "not JSON");
    refused(Problem.PROVIDER_UNAVAILABLE, () -> identify("discord"));
    server.stop(0);
    refused(Problem.PROVIDER_UNAVAILABLE, () -> identify("discord"));
  }

  @Test
  void isNotAvailableWhereItIsSetUpInPart() {
    var setup = new Setup(configured("github", Json.object()), REDIRECT, Optional.empty());
    refused(Problem.PROVIDER_NOT_AVAILABLE, () -> provider("github").address(setup, OPENING));
    refused(
        Problem.PROVIDER_NOT_AVAILABLE,
        () ->
            provider("shopify")
                .address(setup("shopify", Map.of("shopifyStore", "evil.example/")), OPENING));
  }

  @Test
  void readsNoAnswerOfAPersonWhoSaidNo() {
    SocialProvider github = provider("github");

    assertThat(github.answer(Map.of("error", "access_denied"))).isEmpty();
    assertThat(github.answer(Map.of("code", "c", "error", "x"))).isEmpty();
    assertThat(github.answer(Map.of("code", "c".repeat(5000)))).isEmpty();
    assertThat(github.answer(Map.of("code", "c"))).isPresent();
  }

  private Identified identify(String name) {
    return provider(name)
        .identify(
            setup(
                name,
                Map.of(
                    "tokenUrl", base() + "/token",
                    "userInfoUrl", base() + "/user",
                    "emailsUrl", base() + "/emails")),
            OPENING,
            Json.object().put("code", "the-code"));
  }

  private SocialProvider provider(String name) {
    return providers.named(name).orElseThrow();
  }

  private static Setup setup(String name, Map<String, String> more) {
    ObjectNode members = Json.object().put("clientId", "an-app").put("shopifyStore", "a-store");
    more.forEach(members::put);
    return new Setup(configured(name, members), REDIRECT, Optional.of("a-secret"));
  }

  private static Provider configured(String name, ObjectNode members) {
    var now = Instant.EPOCH;
    return new Provider(new UUID(0, 1), new UUID(0, 2), name, members, now, now);
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    sent.put(path, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) authorizations.put(path, authorization);
    String body = bodies.getOrDefault(path, "[]");
    int status = body.matches("\\d{3}") ? Integer.parseInt(body) : 200;
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> parameters(@Nullable String query) {
    var found = new ConcurrentHashMap<String, String>();
    if (query == null) return found;
    Arrays.stream(query.split("&", -1))
        .forEach(
            pair -> {
              int equals = pair.indexOf('=');
              found.put(
                  URLDecoder.decode(pair.substring(0, equals), UTF_8),
                  URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            });
    return found;
  }

  private static void refused(Problem problem, Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
  }
}
