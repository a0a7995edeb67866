package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemTest {
  @Test
  void writesAPublicKeyInLinesOf64() {
    List<String> lines = Pem.publicKey(Known.RSA.getPublic()).lines().toList();

    List<String> body = lines.subList(1, lines.size() - 1);
    assertThat(lines.getFirst()).isEqualTo("-----BEGIN PUBLIC KEY-----");
    assertThat(lines.getLast()).isEqualTo("-----END PUBLIC KEY-----");
    assertThat(body.subList(0, body.size() - 1)).allMatch(line -> line.length() == 64);
    byte[] spki = Base64.getDecoder().decode(String.join("", body));
    assertThat(RsaKeys.publicKey(spki)).isEqualTo(Known.RSA.getPublic());
  }

  @Test
  void endsEveryLineWithOneNewline() {
    assertThat(Pem.publicKey(Known.RSA.getPublic()))
        .doesNotContain("\r")
        .doesNotContain("\n\n")
        .endsWith("-----\n");
  }
}
