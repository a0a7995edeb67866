package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

@ParameterizedClass(name = "{0}")
@FieldSource("dev.countersign.crypto.Known#PROVIDERS")
class Rs256Test {
  private static final byte[] INPUT = Known.bytes("header.payload");
  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.RS256);

  private final CryptoProvider provider;
  private final Rs256 rs256;
  private final PrivateKey key;

  Rs256Test(CryptoProvider provider) {
    this.provider = provider;
    this.rs256 = new Rs256(provider);
    this.key = RsaKeys.privateKey(provider, Known.RSA.getPrivate().getEncoded());
  }

  @Test
  @DisplayName("RFC 7515 appendix A.2")
  void givesTheSignatureOfTheStandard() throws GeneralSecurityException {
    KeyPair pair = Known.rfc7515();
    byte[] input = Known.bytes(Known.RFC7515_INPUT);
    PrivateKey own = RsaKeys.privateKey(provider, pair.getPrivate().getEncoded());

    byte[] signature = rs256.sign(own, input);

    assertThat(Base64Url.encode(signature)).isEqualTo(Known.RFC7515_SIGNATURE);
    assertThat(rs256.sign(pair.getPrivate(), input)).isEqualTo(signature);
    assertThat(rs256.verify(pair.getPublic(), input, signature)).isTrue();
  }

  @Test
  void agreesWithEveryOtherImplementation() throws JOSEException {
    RSAPublicKey publicKey = (RSAPublicKey) Known.RSA.getPublic();

    byte[] ours = rs256.sign(key, INPUT);
    byte[] jdks = new Rs256(CryptoProvider.jdk()).sign(Known.RSA.getPrivate(), INPUT);
    byte[] nimbus = new RSASSASigner(Known.RSA.getPrivate()).sign(HEADER, INPUT).decode();

    assertThat(ours).isEqualTo(jdks).isEqualTo(nimbus);
    assertThat(new RSASSAVerifier(publicKey).verify(HEADER, INPUT, Base64URL.encode(ours)))
        .isTrue();
    for (CryptoProvider other : Known.PROVIDERS) {
      var foreign = RsaKeys.publicKey(other, publicKey.getEncoded());
      assertThat(rs256.verify(foreign, INPUT, ours)).isTrue();
      assertThat(new Rs256(other).verify(publicKey, INPUT, ours)).isTrue();
    }
  }

  @Test
  void refusesASignatureWithAnyByteChanged() {
    byte[] signature = rs256.sign(key, INPUT);

    for (int at = 0; at < signature.length; at++) refuses(Known.flipped(signature, at, at % 8));
  }

  @Test
  void refusesWhatIsNoSignatureAtAll() {
    byte[] signature = rs256.sign(key, INPUT);
    BigInteger modulus = ((RSAPublicKey) Known.RSA.getPublic()).getModulus();

    for (int length = 0; length < signature.length; length += 15) {
      refuses(Arrays.copyOf(signature, length));
      refuses(new byte[length]);
    }
    refuses(Arrays.copyOf(signature, 257));
    refuses(new byte[256]);
    refuses(unsigned(BigInteger.ONE));
    refuses(unsigned(modulus));
    refuses(unsigned(Known.less(modulus)));
    // The same number modulo n, written longer.
    refuses(new BigInteger(1, signature).add(modulus).toByteArray());
  }

  @Test
  void refusesAnotherInputAndAnotherKey() {
    byte[] signature = rs256.sign(key, INPUT);

    assertThat(rs256.verify(Known.RSA.getPublic(), Known.bytes("header.payloae"), signature))
        .isFalse();
    assertThat(rs256.verify(Known.RSA.getPublic(), new byte[0], signature)).isFalse();
    assertThat(rs256.verify(Known.OTHER_RSA.getPublic(), INPUT, signature)).isFalse();
  }

  @Test
  void refusesAnotherDigestAndAnotherPadding() throws JOSEException {
    var signer = new RSASSASigner(Known.RSA.getPrivate());

    refuses(signer.sign(new JWSHeader(JWSAlgorithm.RS512), INPUT).decode());
    refuses(signer.sign(new JWSHeader(JWSAlgorithm.PS256), INPUT).decode());
  }

  @Test
  void saysThatAKeyOfAnotherKindIsABug() throws GeneralSecurityException {
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();

    assertThatThrownBy(() -> rs256.sign(ec.getPrivate(), INPUT))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rs256.verify(ec.getPublic(), INPUT, new byte[256]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void generatesKeysThatItsReaderAccepts() {
    KeyPair pair = rs256.generate();

    byte[] signature = rs256.sign(pair.getPrivate(), INPUT);

    assertThat(((RSAPublicKey) pair.getPublic()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(rs256.verify(RsaKeys.publicKey(pair.getPublic().getEncoded()), INPUT, signature))
        .isTrue();
    assertThat(rs256.sign(RsaKeys.privateKey(pair.getPrivate().getEncoded()), INPUT))
        .isEqualTo(signature);
  }

  @Test
  void signsOnManyThreadsWithOneKey() throws Exception {
    byte[] expected = rs256.sign(key, INPUT);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> signatures =
          IntStream.range(0, 64)
              .mapToObj(_ -> threads.submit(() -> rs256.sign(key, INPUT)))
              .toList();

      for (var signature : signatures) assertThat(signature.get()).isEqualTo(expected);
    }
  }

  private void refuses(byte[] signature) {
    assertThat(rs256.verify(Known.RSA.getPublic(), INPUT, signature)).isFalse();
  }

  private static byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[256];
    int length = Math.min(bytes.length, 256);
    System.arraycopy(bytes, bytes.length - length, fixed, 256 - length, length);
    return fixed;
  }
}
