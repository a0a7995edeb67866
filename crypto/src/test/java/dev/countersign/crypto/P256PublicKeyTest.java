package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

@ParameterizedClass(name = "{0}")
@FieldSource("dev.countersign.crypto.Known#PROVIDERS")
class P256PublicKeyTest {
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final byte[] NONCE = Known.bytes("a nonce of 32 characters, signed");

  private final CryptoProvider provider;
  private final KeyPair pair;
  private final P256PublicKey key;
  private final String signature;

  P256PublicKeyTest(CryptoProvider provider) throws GeneralSecurityException {
    this.provider = provider;
    this.pair = pair();
    this.key = P256PublicKey.parse(compressed((ECPublicKey) pair.getPublic()));
    this.signature = sign(pair, "SHA256withECDSAinP1363Format");
  }

  @Test
  @DisplayName("RFC 7515 appendix A.3")
  void verifiesTheSignatureOfTheStandard() {
    var standard = P256PublicKey.parse(Known.RFC7515_EC_KEY);
    byte[] input = Known.bytes(Known.RFC7515_EC_INPUT);
    String r = Known.RFC7515_EC_SIGNATURE.substring(0, 64);
    String s = Known.RFC7515_EC_SIGNATURE.substring(64);

    assertThat(standard.verify(provider, input, r + s)).isTrue();
    assertThat(standard.verify(provider, input, s + r)).isFalse();
  }

  @Test
  void verifiesWhatTheJdkSigned() throws GeneralSecurityException {
    for (int round = 0; round < 32; round++) {
      KeyPair fresh = pair();
      var parsed = P256PublicKey.parse(compressed((ECPublicKey) fresh.getPublic()));

      String made = sign(fresh, "SHA256withECDSAinP1363Format");

      assertThat(parsed.verify(provider, NONCE, made)).isTrue();
      assertThat(key.verify(provider, NONCE, made)).isFalse();
    }
  }

  /// WebCrypto does not choose the lower s, so both must do; nothing is looked up by signature.
  @Test
  void verifiesBothHalvesOfS() {
    BigInteger s = new BigInteger(signature.substring(64), 16);

    assertThat(key.verify(provider, NONCE, signature.substring(0, 64) + hex(N.subtract(s))))
        .isTrue();
  }

  @Test
  void refusesAnotherMessage() {
    assertThat(key.verify(provider, Known.bytes("another"), signature)).isFalse();
    assertThat(key.verify(provider, new byte[0], signature)).isFalse();
  }

  @Test
  void refusesASignatureWithAnyByteChanged() {
    byte[] bytes = HexFormat.of().parseHex(signature);

    for (int at = 0; at < bytes.length; at++) {
      refuses(HexFormat.of().formatHex(Known.flipped(bytes, at, at % 8)));
    }
  }

  @Test
  void refusesNumbersOutsideTheGroup() {
    String r = signature.substring(0, 64);
    String s = signature.substring(64);
    String zero = "0".repeat(64);
    String highest = "f".repeat(64);

    for (String bad : new String[] {zero, hex(N), hex(N.add(BigInteger.ONE)), highest}) {
      refuses(bad + s);
      refuses(r + bad);
      refuses(bad + bad);
    }
    String one = hex(BigInteger.ONE);
    refuses(one + one);
    refuses(hex(Known.less(N)) + hex(Known.less(N)));
  }

  @Test
  void refusesEverySpellingButTheOne() throws GeneralSecurityException {
    refuses("");
    refuses(signature.substring(1));
    refuses(signature.substring(2));
    refuses(signature + "0");
    refuses(signature + "00");
    refuses("0x" + signature.substring(2));
    refuses(signature.substring(0, 127) + "g");
    refuses(signature.substring(0, 127) + "٣");
    refuses(" " + signature.substring(1));
    refuses(signature + "\n");
    refuses("A" + signature.substring(1));
    refuses(sign(pair, "SHA256withECDSA"));
  }

  private void refuses(String text) {
    assertThat(key.verify(provider, NONCE, text)).as(text).isFalse();
  }

  private static KeyPair pair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String sign(KeyPair pair, String algorithm) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(pair.getPrivate());
    signer.update(NONCE);
    return HexFormat.of().formatHex(signer.sign());
  }

  private static String compressed(ECPublicKey key) {
    String prefix = key.getW().getAffineY().testBit(0) ? "03" : "02";
    return prefix + hex(key.getW().getAffineX());
  }

  private static String hex(BigInteger value) {
    String digits = value.toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }
}
