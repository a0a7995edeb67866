package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The digests of "abc", and that parts are digested as if they were one.
class DigestsTest {
  private static final byte[] ABC = "abc".getBytes(US_ASCII);
  private static final byte[] A = "a".getBytes(US_ASCII);
  private static final byte[] BC = "bc".getBytes(US_ASCII);

  @Test
  void areThoseOfTheirStandards() {
    assertThat(hex(Keccak256.of(ABC)))
        .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    assertThat(hex(Sha3.of(ABC)))
        .isEqualTo("3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
    assertThat(hex(Blake2b256.of(ABC)))
        .isEqualTo("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    assertThat(hex(Hash160.of(ABC))).isEqualTo("bb1be98c142444d7a56aa3981c3942a978e4dc33");
  }

  @Test
  void takeParts() {
    assertThat(Keccak256.of(A, BC)).isEqualTo(Keccak256.of(ABC));
    assertThat(Sha3.of(A, BC)).isEqualTo(Sha3.of(ABC));
    assertThat(Blake2b256.of(A, BC)).isEqualTo(Blake2b256.of(ABC));
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
