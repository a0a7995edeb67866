package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RsaPublicJwkTest {
  private static final String RFC7638_N =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B"
          + "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQ"
          + "R0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-"
          + "bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

  @Test
  @DisplayName("RFC 7638 §3.1")
  void givesTheThumbprintOfTheStandard() throws GeneralSecurityException {
    RSAPublicKey key = Known.rsaPublic(Known.number(RFC7638_N), Known.number("AQAB"));

    assertThat(RsaPublicJwk.thumbprint(key))
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assertThat(RsaPublicJwk.of("2011-04-29", key))
        .isEqualTo(new RsaPublicJwk("2011-04-29", RFC7638_N, "AQAB"));
  }

  @Test
  void writesEveryKeyAsNimbusDoes() throws JOSEException {
    for (CryptoProvider provider : Known.PROVIDERS) {
      RSAPublicKey key = RsaKeys.publicKey(provider, Known.RSA.getPublic().getEncoded());
      RSAKey theirs = new RSAKey.Builder(key).build();

      RsaPublicJwk ours = RsaPublicJwk.of("k", key);

      assertThat(ours.n()).isEqualTo(theirs.getModulus().toString());
      assertThat(ours.e()).isEqualTo(theirs.getPublicExponent().toString());
      assertThat(RsaPublicJwk.thumbprint(key)).isEqualTo(theirs.computeThumbprint().toString());
    }
  }

  @Test
  void makesThumbprintsThatAreKidsOfOurTokens() {
    String kid = RsaPublicJwk.thumbprint((RSAPublicKey) Known.RSA.getPublic());

    assertThat(CompactJws.kidOf(Base64Url.decode(CompactJws.header(kid)))).contains(kid);
  }
}
