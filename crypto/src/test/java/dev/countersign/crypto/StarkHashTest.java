package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers are hex; what comes of them is the word of `starknet` 10.8.0, and of the specification.
class StarkHashTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804",
    "1, 2, 5bb9440e27889a364bcb678b1f679ecd1347acdedcbf36e83494f857cc58026",
    // The first two test vectors of the specification.
    "3d937c035c878245caf64531a5756109c53068da139362728feb561405371cb,"
        + "208a0a10250e382e1e4bbe2880906c2791bf6275695e02fbbc6aeff9cd8b31a,"
        + "30e480bed5fe53fa909cc0f8c4d99b8f9f2c016be4c41e13a4848797979c662",
    "58f580910a6ca59b28927c08fe6c43e2e303ca384badc365795fc645d479d45,"
        + "78734f65a067be9bdb39de18434d71e79f7b6466a4b66bbd979ab9e7515fe0b,"
        + "68cc0b76cddd1dd4ed2301ada9b7c872b23875d5ff837b3a87993e0d9996b87",
    // The largest number of the field, twice.
    "800000000000011000000000000000000000000000000000000000000000000,"
        + "800000000000011000000000000000000000000000000000000000000000000,"
        + "7258fccaf3371fad51b117471d9d888a1786c5694c3e6099160477b593a576e"
  })
  void pedersenIsThatOfTheSpecification(String first, String second, String hash) {
    assertThat(StarkHash.pedersen(hex(first), hex(second))).isEqualTo(hex(hash));
  }

  @Test
  void pedersenOfAListCountsIt() {
    assertThat(StarkHash.pedersen(List.of()))
        .isEqualTo(hex("49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804"));
    assertThat(StarkHash.pedersen(List.of(hex("1"), hex("2"), hex("3"))))
        .isEqualTo(hex("f9d95fbf356fbeda26538c92f7040abe51bf142350f73c9ee5ba7c660bae71"));
  }

  @Test
  void takesNumbersOfTheFieldOnly() {
    for (BigInteger bad : List.of(BigInteger.ONE.negate(), StarkHash.FIELD)) {
      assertThatThrownBy(() -> StarkHash.pedersen(bad, BigInteger.ONE))
          .isInstanceOf(MalformedInput.class);
      assertThatThrownBy(() -> StarkHash.pedersen(BigInteger.ONE, bad))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void keccakFits250Bits() {
    assertThat(StarkHash.keccak("is_valid_signature".getBytes(US_ASCII)))
        .isEqualTo(hex("28420862938116cb3bbdbedee07451ccc54d4e9412dbef71142ad1980a30941"));
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}
