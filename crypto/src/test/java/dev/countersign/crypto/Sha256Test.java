package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {
  @Test
  void givesTheKnownDigestOfAbc() {
    byte[] abc = Known.bytes("abc");

    assertThat(Sha256.hex(abc))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Base64Url.decode(Sha256.base64Url(abc))).isEqualTo(Sha256.of(abc));
  }
}
