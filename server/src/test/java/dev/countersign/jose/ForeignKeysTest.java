package dev.countersign.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.support.TestIssuer;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignKeysTest {
  @Test
  void findsByKid() {
    var keys =
        ForeignKeys.parse(TestIssuer.set(jwk("a", TestIssuer.RSA), jwk("b", TestIssuer.P256)));

    assertThat(keys.find(Optional.of("a")))
        .get()
        .extracting(ForeignKey::key)
        .isEqualTo(TestIssuer.RSA.getPublic());
    assertThat(keys.find(Optional.of("c"))).isEmpty();
    assertThat(keys.find(Optional.empty())).isEmpty();
  }

  @Test
  void passesOverWhatItCannotUse() {
    var keys =
        ForeignKeys.parse(
            TestIssuer.set(
                jwk("a", TestIssuer.RSA),
                with(jwk("b", TestIssuer.RSA), "use", "enc"),
                with(jwk("c", TestIssuer.RSA), "e", "Aw"),
                with(jwk("d", TestIssuer.RSA), "kty", "AKP"),
                with(jwk("e", TestIssuer.ED25519), "crv", "Ed448"),
                with(jwk("f", TestIssuer.P256), "x", "AAAA"),
                with(jwk("g", TestIssuer.P256), "crv", "secp256k1"),
                with(jwk("h", TestIssuer.RSA), "n", "AQAB"),
                jwk("i", TestIssuer.rsa(1024))));

    assertThat(keys.find(Optional.of("a"))).isPresent();
    for (String kid : List.of("b", "c", "d", "e", "f", "g", "h", "i")) {
      assertThat(keys.find(Optional.of(kid))).as(kid).isEmpty();
    }
  }

  @Test
  void refusesASetInWhichTwoKeysHaveOneKid() {
    String twice = TestIssuer.set(jwk("a", TestIssuer.RSA), jwk("a", TestIssuer.P256));

    assertThatThrownBy(() -> ForeignKeys.parse(twice)).hasMessage("two keys have one kid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
  void refusesASetThatHoldsASecret(String member) {
    String mixed =
        TestIssuer.set(jwk("a", TestIssuer.RSA), with(jwk("b", TestIssuer.P256), member, "AAAA"));

    assertThatThrownBy(() -> ForeignKeys.parse(mixed)).hasMessageContaining("secret");
  }

  @Test
  void refusesASetWithASymmetricKey() {
    String mixed =
        TestIssuer.set(jwk("a", TestIssuer.RSA), with(jwk("b", TestIssuer.RSA), "kty", "oct"));

    assertThatThrownBy(() -> ForeignKeys.parse(mixed)).hasMessageContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[1,null,\"a\"]}",
        "{\"keys\":[],\"keys\":[]}",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"
      })
  void refusesWhatIsNoSetOfKeys(String text) {
    assertThatThrownBy(() -> ForeignKeys.parse(text)).isInstanceOf(Unreadable.class);
  }

  @Test
  void takesOneKeyInPemForEveryKid() {
    for (KeyPair pair : new KeyPair[] {TestIssuer.RSA, TestIssuer.P521, TestIssuer.ED25519}) {
      String body = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
      String pem = "-----BEGIN PUBLIC KEY-----\r\n" + body + "\r\n-----END PUBLIC KEY-----\r\n";

      assertThat(ForeignKeys.parse(pem).find(Optional.of("any"))).isPresent();
      assertThat(ForeignKeys.parse(pem).find(Optional.empty())).isPresent();
      assertThatThrownBy(() -> ForeignKeys.parse(pem + pem)).isInstanceOf(Unreadable.class);
    }
  }

  /// The neutral point, under which a signature of zeros would hold for any message.
  @Test
  void refusesAPointOfSmallOrderInPem() {
    byte[] key = TestIssuer.ED25519.getPublic().getEncoded();
    Arrays.fill(key, key.length - 32, key.length, (byte) 0);
    key[key.length - 32] = 1;
    String body = Base64.getEncoder().encodeToString(key);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----";

    assertThatThrownBy(() -> ForeignKeys.parse(pem)).isInstanceOf(Unreadable.class);
  }

  private static Map<String, Object> jwk(String kid, KeyPair pair) {
    return TestIssuer.jwk(kid, pair);
  }

  private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
    jwk.put(name, value);
    return jwk;
  }
}
