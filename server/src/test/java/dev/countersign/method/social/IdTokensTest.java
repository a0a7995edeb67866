package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.jose.KeySets;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import dev.countersign.support.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// An ID token that says one thing wrong is refused (OpenID Connect Core §3.1.3.7).
class IdTokensTest {
  private static final String ISSUER = "https://issuer.example";
  private static final String NONCE = "a-nonce";

  private final TestClock clock = new TestClock();
  private final ECKey key = key("one");
  private final HttpServer server;
  @AutoClose private final Outbound outbound = new Outbound(Reach.LOOPBACK_TOO);
  private final IdTokens idTokens =
      new IdTokens(new KeySets(outbound, clock), CryptoProvider.load(), clock);

  IdTokensTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] set = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
    server.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(200, set.length);
          exchange.getResponseBody().write(set);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("no issuer", claims -> claims.remove("iss")),
        wrong("another issuer", claims -> claims.put("iss", "https://issuer.example.evil")),
        wrong("the issuer with a slash", claims -> claims.put("iss", ISSUER + "/")),
        wrong("no audience", claims -> claims.remove("aud")),
        wrong("another audience", claims -> claims.put("aud", "another")),
        wrong("among audiences, for another", claims -> claims.putArray("aud").add("app").add("b")),
        wrong("another party", claims -> claims.put("azp", "another")),
        wrong("no nonce", claims -> claims.remove("nonce")),
        wrong("another nonce", claims -> claims.put("nonce", "another")),
        wrong("no end", claims -> claims.remove("exp")),
        wrong("an end that is a text", claims -> claims.put("exp", "9999999999")),
        wrong("ended", claims -> claims.put("exp", claims.path("iat").longValue() - 61)),
        wrong("of tomorrow", claims -> claims.put("iat", claims.path("iat").longValue() + 86_400)),
        wrong("no subject", claims -> claims.remove("sub")),
        wrong("a blank subject", claims -> claims.put("sub", " ")));
  }

  @Test
  void takesOneThatIsRight() {
    assertThat(claims(signed(right(), key)).path("sub").asString()).isEqualTo("someone");
  }

  @Test
  void takesTheTenantThatTheTokenNamesWhereEachIsAnIssuer() {
    ObjectNode right = right().put("tid", "t1").put("iss", ISSUER + "/t1/v2.0");

    assertThat(claims(signed(right, key), ISSUER + "/{tid}/v2.0").path("tid").asString())
        .isEqualTo("t1");
    refused(() -> claims(signed(right.put("tid", "t2"), key), ISSUER + "/{tid}/v2.0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void refuses(String what, Consumer<ObjectNode> change) {
    ObjectNode claims = right();
    change.accept(claims);

    refused(() -> claims(signed(claims, key)));
  }

  @Test
  void refusesASignatureByAnyOtherKey() {
    refused(() -> claims(signed(right(), key("one"))));
    refused(() -> claims(signed(right(), key("two"))));
    String good = signed(right(), key);
    refused(() -> claims(good.substring(0, good.lastIndexOf('.') + 1)));
    refused(() -> claims("eyJhbGciOiJub25lIn0" + good.substring(good.indexOf('.'))));
    refused(() -> claims(""));
  }

  @Test
  void refusesThePublicKeyAsASharedSecret() throws JOSEException {
    var token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
            new Payload(right().toString()));
    token.sign(new MACSigner(key.toPublicJWK().toString().getBytes(UTF_8)));

    refused(() -> claims(token.serialize()));
  }

  @Test
  void isUnavailableWhereTheKeysCannotBeHad() {
    server.stop(0);

    assertThatThrownBy(() -> claims(signed(right(), key)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.PROVIDER_UNAVAILABLE));
  }

  private ObjectNode claims(String token) {
    return claims(token, ISSUER);
  }

  private ObjectNode claims(String token, String issuer) {
    URI jwks = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    return idTokens.claims(token, new IdTokens.Expected(jwks, issuer, "app", NONCE));
  }

  private ObjectNode right() {
    long now = clock.instant().getEpochSecond();
    return (ObjectNode)
        Json.tree(
            Map.of(
                "iss", ISSUER, "aud", "app", "sub", "someone", "nonce", NONCE, "iat", now, "exp",
                now + 300));
  }

  private static String signed(ObjectNode claims, ECKey key) {
    try {
      var token =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              new Payload(claims.toString()));
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey key(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refused(Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.OTHER_VERIFY_FAILURE));
  }

  private static Arguments wrong(String what, Consumer<ObjectNode> change) {
    return Arguments.of(what, change);
  }
}
