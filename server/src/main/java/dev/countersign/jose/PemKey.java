package dev.countersign.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One public key, or the certificate around it, as an operator pastes it (RFC 7468 §5, §13). The
/// dates and the signer of a certificate are not looked at: the operator is who vouches.
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

  private PemKey() {}

  static ForeignKey parse(String text) {
    Matcher block = BLOCK.matcher(text.strip());
    if (!block.matches()) throw new Unreadable("not one public key or certificate in PEM");
    byte[] der = der(block.group(2));
    PublicKey key = block.group(1).equals("CERTIFICATE") ? certified(der) : plain(der);
    return new ForeignKey(Optional.empty(), Optional.empty(), key);
  }

  private static byte[] der(String lines) {
    try {
      return Base64.getDecoder().decode(lines.replaceAll("\\s", "").getBytes(US_ASCII));
    } catch (IllegalArgumentException _) {
      throw new Unreadable("PEM that is not base64");
    }
  }

  private static PublicKey certified(byte[] der) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der))
          .getPublicKey();
    } catch (GeneralSecurityException _) {
      throw new Unreadable("PEM without a certificate in it");
    }
  }

  /// The encoding names its kind, which no other factory takes.
  private static PublicKey plain(byte[] der) {
    for (String kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException _) {
        // The next kind, perhaps.
      }
    }
    throw new Unreadable("PEM without a public key of RSA, EC or Ed25519 in it");
  }
}
