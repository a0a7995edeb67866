package dev.countersign.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.crypto.Base64Url;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// A token as an issuer or a forger writes it, by the JDK alone: whatever is said of it is done.
public final class TestJwt {
  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private @Nullable String rawHeader;
  private @Nullable String rawClaims;
  private String algorithm = "RS256";
  private Key key = TestIssuer.RSA.getPrivate();

  /// A good one, of somebody called `subject`, for an hour.
  public static TestJwt of(String subject, Instant now) {
    return new TestJwt()
        .header("alg", "RS256")
        .header("typ", "JWT")
        .header("kid", "rsa")
        .claim("iss", TestIssuer.NAME)
        .claim("sub", subject)
        .claim("iat", now.getEpochSecond())
        .claim("exp", now.getEpochSecond() + 3600);
  }

  public TestJwt header(String name, @Nullable Object value) {
    if (value == null) header.remove(name);
    else header.put(name, value);
    return this;
  }

  public TestJwt claim(String name, @Nullable Object value) {
    if (value == null) claims.remove(name);
    else claims.put(name, value);
    return this;
  }

  public TestJwt rawHeader(String json) {
    rawHeader = json;
    return this;
  }

  public TestJwt rawClaims(String json) {
    rawClaims = json;
    return this;
  }

  /// What the header says it is signed with is another matter.
  public TestJwt signed(String with, Key by) {
    algorithm = with;
    key = by;
    return this;
  }

  /// Signed so, and saying so.
  public TestJwt by(String with, String kid, Key by) {
    return header("alg", with).header("kid", kid).signed(with, by);
  }

  public String headerJson() {
    return rawHeader == null ? Json.text(header) : rawHeader;
  }

  public String claimsJson() {
    return rawClaims == null ? Json.text(claims) : rawClaims;
  }

  public String compact() {
    return compact(headerJson().getBytes(UTF_8), claimsJson().getBytes(UTF_8));
  }

  public String compact(byte[] headerBytes, byte[] claimsBytes) {
    String input = Base64Url.encode(headerBytes) + "." + Base64Url.encode(claimsBytes);
    return input + "." + Base64Url.encode(signature(input.getBytes(US_ASCII)));
  }

  private byte[] signature(byte[] input) {
    try {
      if (algorithm.startsWith("HS")) {
        Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
        mac.init(key);
        return mac.doFinal(input);
      }
      Signature signer = signer();
      signer.initSign((PrivateKey) key);
      if (algorithm.startsWith("PS")) signer.setParameter(pss(algorithm.substring(2)));
      signer.update(input);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Signature signer() throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    return Signature.getInstance(
        switch (algorithm.substring(0, 2)) {
          case "RS" -> "SHA" + bits + "withRSA";
          case "PS" -> "RSASSA-PSS";
          case "ES" -> "SHA" + bits + "withECDSAinP1363Format";
          default -> "Ed25519";
        });
  }

  private static PSSParameterSpec pss(String bits) {
    String digest = "SHA-" + bits;
    var mgf = new MGF1ParameterSpec(digest);
    return new PSSParameterSpec(digest, "MGF1", mgf, Integer.parseInt(bits) / 8, 1);
  }
}
