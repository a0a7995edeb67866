package dev.countersign.support;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.base.Json;
import dev.countersign.crypto.Base64Url;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A team's own issuer: real keys, whose set it serves on this machine, and whatever goes wrong with
/// that.
public final class TestIssuer implements AutoCloseable {
  public static final String NAME = "https://issuer.example.org";

  /// Made once: an RSA key takes its time.
  public static final KeyPair RSA = rsa(2048);

  public static final KeyPair P256 = curve("secp256r1");
  public static final KeyPair P384 = curve("secp384r1");
  public static final KeyPair P521 = curve("secp521r1");
  public static final KeyPair ED25519 = pair("Ed25519");

  public final AtomicInteger fetches = new AtomicInteger();

  /// What is served: the body, unless it was told to fail.
  public volatile String jwks;

  public volatile int status = 200;
  public volatile long delayMillis;
  public volatile String location = "";

  private final HttpServer http;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  public TestIssuer() {
    this.jwks =
        set(
            jwk("rsa", RSA),
            jwk("p256", P256),
            jwk("p384", P384),
            jwk("p521", P521),
            jwk("ed", ED25519));
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(workers);
    http.createContext("/jwks", this::serve);
    http.start();
  }

  public String jwksUrl() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/jwks";
  }

  /// A setting that trusts this issuer, of the environment's first.
  public Map<String, Object> settings() {
    return Map.of("enabled", true, "iss", NAME, "jwksUrl", jwksUrl());
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // They are only read.
  public static String set(Map<String, Object>... keys) {
    return Json.text(Map.of("keys", List.of(keys)));
  }

  /// The public half, for signatures.
  public static Map<String, Object> jwk(String kid, KeyPair pair) {
    Map<String, Object> jwk =
        switch (pair.getPublic()) {
          case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build().toJSONObject();
          case ECPublicKey ec ->
              new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
                  .build()
                  .toJSONObject();
          default -> edwards(pair);
        };
    var whole = new LinkedHashMap<>(jwk);
    whole.put("kid", kid);
    whole.put("use", "sig");
    return whole;
  }

  private static Map<String, Object> edwards(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    String x = Base64Url.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    return Map.of("kty", "OKP", "crv", "Ed25519", "x", x);
  }

  public static KeyPair rsa(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair curve(String name) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(name));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String kind) {
    try {
      return KeyPairGenerator.getInstance(kind).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    try (exchange) {
      Thread.sleep(delayMillis);
      if (!location.isEmpty()) exchange.getResponseHeaders().add("Location", location);
      byte[] body = jwks.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.stop(0);
    workers.shutdownNow();
  }
}
