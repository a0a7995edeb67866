package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {
  private static final String PAYLOAD = "{\"sub\":\"ada\"}";

  @Test
  void writesTheHeaderInOneOrder() {
    byte[] header = Base64Url.decode(CompactJws.header("key-1"));

    assertThat(header)
        .asString()
        .isEqualTo("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"typ\":\"JWT\"}");
    assertThat(CompactJws.kidOf(header)).contains("key-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"", "a.b", "é", "a\n"})
  void refusesToWriteAKidThatItWouldNotRead(String kid) {
    assertThatThrownBy(() -> CompactJws.header(kid)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void makesTokensThatNimbusVerifies(CryptoProvider provider) throws ParseException, JOSEException {
    String compact = token(provider);

    JWSObject theirs = JWSObject.parse(compact);

    assertThat(theirs.verify(new RSASSAVerifier((RSAPublicKey) Known.RSA.getPublic()))).isTrue();
    assertThat(theirs.getPayload()).hasToString(PAYLOAD);
    assertThat(theirs.getHeader().getKeyID()).isEqualTo("key-1");
    assertThat(theirs.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
    assertThat(theirs.getHeader().getType()).isEqualTo(JOSEObjectType.JWT);
  }

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void splitsItsOwnTokensIntoWhatWasSigned(CryptoProvider provider) {
    String compact = token(provider);

    CompactJws.Parts parts = CompactJws.split(compact);

    assertThat(CompactJws.kidOf(parts.header())).contains("key-1");
    assertThat(parts.payload()).asString().isEqualTo(PAYLOAD);
    assertThat(compact).startsWith(new String(parts.signingInput(), US_ASCII) + ".");
    assertThat(verifies(provider, parts)).isTrue();
  }

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void verifiesTokensThatNimbusMade(CryptoProvider provider) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build();
    var theirs = new JWSObject(header, new Payload(PAYLOAD));
    theirs.sign(new RSASSASigner(Known.RSA.getPrivate()));

    CompactJws.Parts parts = CompactJws.split(theirs.serialize());

    assertThat(verifies(provider, parts)).isTrue();
    // The signature is good; that the header is not ours is a separate question, and a plain no.
    assertThat(CompactJws.kidOf(parts.header())).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("dev.countersign.crypto.Known#PROVIDERS")
  void verifiesNoTokenWithAnyCharacterChanged(CryptoProvider provider) {
    String compact = token(provider);

    for (int at = 0; at < compact.length(); at++) {
      char other = compact.charAt(at) == 'A' ? 'B' : 'A';
      String changed = compact.substring(0, at) + other + compact.substring(at + 1);
      assertThat(accepts(provider, changed)).as(changed).isFalse();
    }
  }

  @Test
  void doesNotSignWhatItWouldNotReadBack() {
    Signer signer = new Rs256(CryptoProvider.jdk()).signer(Known.RSA.getPrivate());

    assertThatThrownBy(() -> CompactJws.sign(CompactJws.header("k"), new byte[13_000], signer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotTakeWhatWasSignedAsSomethingElse() {
    String header = CompactJws.header("key-1", "revocations+jwt");

    assertThat(CompactJws.kidOf(Base64Url.decode(header))).isEmpty();
  }

  private static String token(CryptoProvider provider) {
    Signer signer = new Rs256(provider).signer(Known.RSA.getPrivate());
    return CompactJws.sign(CompactJws.header("key-1"), Known.bytes(PAYLOAD), signer);
  }

  private static boolean accepts(CryptoProvider provider, String compact) {
    try {
      CompactJws.Parts parts = CompactJws.split(compact);
      return CompactJws.kidOf(parts.header()).isPresent() && verifies(provider, parts);
    } catch (MalformedInput _) {
      return false;
    }
  }

  private static boolean verifies(CryptoProvider provider, CompactJws.Parts parts) {
    return new Rs256(provider)
        .verify(Known.RSA.getPublic(), parts.signingInput(), parts.signature());
  }
}
