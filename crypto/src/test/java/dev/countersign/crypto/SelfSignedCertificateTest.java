package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;

class SelfSignedCertificateTest {
  private final Rs256 rs256 = new Rs256(CryptoProvider.load());

  @Test
  void isReadAndVerifiedByTheJdk() throws Exception {
    var pair = rs256.generate();
    var key = (RSAPublicKey) pair.getPublic();
    String kid = RsaPublicJwk.thumbprint(key);

    byte[] der = SelfSignedCertificate.der(kid, key, rs256.signer(pair.getPrivate()));

    var read =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    read.verify(key);
    read.checkValidity();
    assertThat(read.getSubjectX500Principal().getName()).isEqualTo("CN=" + kid);
    assertThat(read.getIssuerX500Principal()).isEqualTo(read.getSubjectX500Principal());
    assertThat(read.getPublicKey().getEncoded()).isEqualTo(key.getEncoded());
    assertThat(read.getNotAfter().toInstant()).hasToString("9999-12-31T23:59:59Z");
    assertThat(read.getEncoded()).isEqualTo(der);
  }

  @Test
  void refusesANameThatIsTooLong() {
    var pair = rs256.generate();
    assertThatThrownBy(
            () ->
                SelfSignedCertificate.der(
                    "x".repeat(65), (RSAPublicKey) pair.getPublic(), input -> input))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
