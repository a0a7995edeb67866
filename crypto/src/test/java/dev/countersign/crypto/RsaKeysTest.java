package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

@ParameterizedClass(name = "{0}")
@FieldSource("dev.countersign.crypto.Known#PROVIDERS")
class RsaKeysTest {
  private static final RSAPublicKey PUBLIC = (RSAPublicKey) Known.RSA.getPublic();
  private static final RSAPrivateCrtKey PRIVATE = (RSAPrivateCrtKey) Known.RSA.getPrivate();
  private static final BigInteger TWO = BigInteger.TWO;

  private final CryptoProvider provider;

  RsaKeysTest(CryptoProvider provider) {
    this.provider = provider;
  }

  @Test
  void readsBothHalves() {
    assertThat(RsaKeys.publicKey(provider, PUBLIC.getEncoded()).getModulus())
        .isEqualTo(PUBLIC.getModulus());
    assertThat(RsaKeys.privateKey(provider, PRIVATE.getEncoded()).getPrivateExponent())
        .isEqualTo(PRIVATE.getPrivateExponent());
  }

  @Test
  void refusesAKeyOfFewerThan2048Bits() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    KeyPair weak = generator.generateKeyPair();

    refusesPublic(weak.getPublic().getEncoded());
    refusesPrivate(weak.getPrivate().getEncoded());
    BigInteger shorter = PUBLIC.getModulus().shiftRight(1).setBit(0);
    refusesPublic(Known.rsaPublic(shorter, PUBLIC.getPublicExponent()).getEncoded());
  }

  @Test
  void refusesAModulusOverItsBoundOrEven() throws GeneralSecurityException {
    BigInteger e = PUBLIC.getPublicExponent();

    refusesPublic(Known.rsaPublic(BigInteger.ONE.shiftLeft(8192).setBit(0), e).getEncoded());
    refusesPublic(Known.rsaPublic(PUBLIC.getModulus().clearBit(0), e).getEncoded());
  }

  @Test
  void refusesAnExponentThatIsSmallEvenOrHuge() throws GeneralSecurityException {
    for (long e : new long[] {3, 17, 65_535, 65_536, 65_538, 1L << 32, (1L << 32) + 1}) {
      refusesPublic(Known.rsaPublic(PUBLIC.getModulus(), BigInteger.valueOf(e)).getEncoded());
    }
  }

  @Test
  void refusesAPrivateKeyWhosePartsDoNotFit() throws GeneralSecurityException {
    var other = (RSAPrivateCrtKey) Known.OTHER_RSA.getPrivate();
    BigInteger d = PRIVATE.getPrivateExponent();
    BigInteger p = PRIVATE.getPrimeP();
    BigInteger q = PRIVATE.getPrimeQ();
    BigInteger dp = PRIVATE.getPrimeExponentP();
    BigInteger dq = PRIVATE.getPrimeExponentQ();
    BigInteger c = PRIVATE.getCrtCoefficient();

    assertThat(RsaKeys.privateKey(provider, encoded(d, p, q, dp, dq, c))).isNotNull();
    refusesPrivate(encoded(d.add(TWO), p, q, dp, dq, c));
    refusesPrivate(encoded(d, other.getPrimeP(), q, dp, dq, c));
    refusesPrivate(encoded(d, p, other.getPrimeQ(), dp, dq, c));
    refusesPrivate(encoded(d, p, q, dp.add(TWO), dq, c));
    refusesPrivate(encoded(d, p, q, dp, dq.add(TWO), c));
    refusesPrivate(encoded(d, p, q, dp, dq, c.add(TWO)));
    // Right modulo one prime, and its halves are those of d: wrong all the same.
    BigInteger forQ = d.add(Known.less(q));
    refusesPrivate(encoded(forQ, p, q, forQ.mod(Known.less(p)), forQ.mod(Known.less(q)), c));
    BigInteger forP = d.add(Known.less(p));
    refusesPrivate(encoded(forP, p, q, forP.mod(Known.less(p)), forP.mod(Known.less(q)), c));
    refusesPrivate(encoded(d, BigInteger.ONE, PRIVATE.getModulus(), dp, dq, c));
  }

  @Test
  void refusesAPrivateKeyWithoutItsPrimes() throws GeneralSecurityException {
    var bare = new RSAPrivateKeySpec(PRIVATE.getModulus(), PRIVATE.getPrivateExponent());

    refusesPrivate(KeyFactory.getInstance("RSA").generatePrivate(bare).getEncoded());
  }

  @Test
  void refusesOtherKeysAndOtherBytes() throws GeneralSecurityException {
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();

    refusesPublic(ec.getPublic().getEncoded());
    refusesPrivate(ec.getPrivate().getEncoded());
    refusesPublic(PRIVATE.getEncoded());
    refusesPrivate(PUBLIC.getEncoded());
    for (byte[] junk : new byte[][] {{}, {0}, {0x30}, {0x30, (byte) 0x84, 127, -1, -1, -1}}) {
      refusesPublic(junk);
      refusesPrivate(junk);
    }
  }

  @Test
  void refusesAKeyCutOrFollowedByMore() {
    byte[] spki = PUBLIC.getEncoded();
    byte[] pkcs8 = PRIVATE.getEncoded();

    for (int length = 0; length < spki.length; length++) refusesPublic(Arrays.copyOf(spki, length));
    for (int length = 0; length < 1200; length += 50) refusesPrivate(Arrays.copyOf(pkcs8, length));
    refusesPublic(Arrays.copyOf(spki, spki.length + 1));
    refusesPrivate(Arrays.copyOf(pkcs8, pkcs8.length + 1));
  }

  private static byte[] encoded(
      BigInteger d, BigInteger p, BigInteger q, BigInteger dp, BigInteger dq, BigInteger c)
      throws GeneralSecurityException {
    var spec =
        new RSAPrivateCrtKeySpec(
            PRIVATE.getModulus(), PRIVATE.getPublicExponent(), d, p, q, dp, dq, c);
    return KeyFactory.getInstance("RSA").generatePrivate(spec).getEncoded();
  }

  private void refusesPublic(byte[] spki) {
    assertThatThrownBy(() -> RsaKeys.publicKey(provider, spki)).isInstanceOf(MalformedInput.class);
  }

  private void refusesPrivate(byte[] pkcs8) {
    assertThatThrownBy(() -> RsaKeys.privateKey(provider, pkcs8))
        .isInstanceOf(MalformedInput.class);
  }
}
