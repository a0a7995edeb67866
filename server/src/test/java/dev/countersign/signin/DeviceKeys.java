package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// The keys of a browser: P-256, as WebCrypto makes and writes them.
record DeviceKeys(KeyPair pair) {
  static DeviceKeys fresh() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return new DeviceKeys(generator.generateKeyPair());
  }

  /// Compressed (SEC 1 §2.3.3), in lower-case hex.
  String publicHex() {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    String x = point.getAffineX().toString(16);
    return (point.getAffineY().testBit(0) ? "03" : "02") + "0".repeat(64 - x.length()) + x;
  }

  Map<String, String> headers(String nonce) throws GeneralSecurityException {
    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(pair.getPrivate());
    signature.update(nonce.getBytes(UTF_8));
    var headers = new HashMap<String, String>();
    headers.put("x-dynamic-device-nonce", nonce);
    headers.put("x-dynamic-device-publickey", publicHex());
    headers.put("x-dynamic-device-signed-nonce", HexFormat.of().formatHex(signature.sign()));
    return headers;
  }
}
