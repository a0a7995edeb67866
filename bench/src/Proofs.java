import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A browser's two keys, and the headers that the client SDK makes with them. Signed ahead of the
/// load, so that the load does not take the processors for it.
final class Proofs {
  private final KeyPair device = pair();
  private final String session = "x-dyn-session-public-key: " + compressed(pair()) + "\r\n";
  private final Queue<String> made = new ConcurrentLinkedQueue<>();

  /// As many as the server gives nonces for at once.
  int make(Api api, Connection connection) throws IOException {
    var nonces = api.nonces(connection);
    for (String nonce : nonces) made.add(headers(nonce));
    return nonces.size();
  }

  /// The headers of one sign-in, or null when none are left.
  String take() {
    return made.poll();
  }

  private String headers(String nonce) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(device.getPrivate());
      signer.update(nonce.getBytes(UTF_8));
      return session
          + "x-dynamic-device-nonce: "
          + nonce
          + "\r\nx-dynamic-device-publickey: "
          + compressed(device)
          + "\r\nx-dynamic-device-signed-nonce: "
          + HexFormat.of().formatHex(signer.sign())
          + "\r\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// SEC 1 §2.3.3, in lower-case hex.
  private static String compressed(KeyPair pair) {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    String x = point.getAffineX().toString(16);
    return (point.getAffineY().testBit(0) ? "03" : "02") + "0".repeat(64 - x.length()) + x;
  }
}
