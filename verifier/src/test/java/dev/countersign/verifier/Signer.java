package dev.countersign.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// A real RSA key that signs whatever text it is given, right or wrong.
record Signer(String kid, KeyPair pair) {
  static final Signer FIRST = of("first", 2048, 65_537);
  static final Signer SECOND = of("second", 2048, 65_537);

  static Signer of(String kid, int bits, long exponent) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
      return new Signer(kid, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, Object> jwk() {
    var key = (RSAPublicKey) pair.getPublic();
    var jwk = new HashMap<String, Object>();
    jwk.put("kty", "RSA");
    jwk.put("kid", kid);
    jwk.put("use", "sig");
    jwk.put("alg", "RS256");
    jwk.put("n", unsigned(key.getModulus()));
    jwk.put("e", unsigned(key.getPublicExponent()));
    return jwk;
  }

  String header(String typ) {
    return "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\",\"typ\":\"" + typ + "\"}";
  }

  String token(Map<String, Object> claims) {
    return sign(header("JWT"), JSONObjectUtils.toJSONString(claims));
  }

  String sign(String header, String payload) {
    return sign("SHA256withRSA", header, payload);
  }

  String sign(String algorithm, String header, String payload) {
    String input = base64(header.getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8));
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(UTF_8));
      return input + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }
}
