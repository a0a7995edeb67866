package dev.countersign.crypto;

import static dev.countersign.crypto.Bech32.Variant.BECH32;
import static dev.countersign.crypto.Bech32.Variant.BECH32M;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {
  private static final HexFormat HEX = HexFormat.of();

  /// draft-msporny-base58 §5, and zeros.
  @ParameterizedTest
  @CsvSource({
    "48656c6c6f20576f726c6421,2NEpo7TZRRrLZSi2U",
    "0000287fb4cd,11233QC4",
    "00,1",
    "0000,11",
    "61,2g",
    "'',''"
  })
  void base58GoesBothWays(String hex, String text) {
    assertThat(Base58.encode(HEX.parseHex(hex))).isEqualTo(text);
    assertThat(Base58.decode(text)).isEqualTo(HEX.parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "O", "I", "l", "2g ", "+", "ä"})
  void base58HasItsAlphabet(String text) {
    assertThatThrownBy(() -> Base58.decode(text)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void base58ReadsNoEndlessText() {
    assertThatThrownBy(() -> Base58.decode("2".repeat(201))).isInstanceOf(MalformedInput.class);
  }

  @Test
  void base58ChecksItsSum() {
    String address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    assertThat(Base58.encodeChecked(Base58.decodeChecked(address))).isEqualTo(address);
    for (String bad : new String[] {address.replace('v', 'w'), "1", "", "2g"}) {
      assertThatThrownBy(() -> Base58.decodeChecked(bad)).isInstanceOf(MalformedInput.class);
    }
  }

  /// BIP-173 and BIP-350, "valid".
  @ParameterizedTest
  @CsvSource({
    "BECH32,A12UEL5L",
    "BECH32,a12uel5l",
    "BECH32,abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
    "BECH32,split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    "BECH32,?1ezyfcl",
    "BECH32M,A1LQFN3A",
    "BECH32M,abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
    "BECH32M,split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
    "BECH32M,?1v759aa"
  })
  void bech32ReadsWhatIsValid(Bech32.Variant variant, String text) {
    Bech32 read = Bech32.decode(text);

    assertThat(read.variant()).isEqualTo(variant);
    assertThat(text.toLowerCase(Locale.ROOT)).startsWith(read.prefix() + "1");
  }

  /// BIP-173 and BIP-350, "invalid", and a changed letter.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "M1VUXWEZ",
        "a12UEL5L",
        "a12uel5m",
        "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4",
        "\u007f1g6xzxy",
        ""
      })
  void bech32RefusesWhatIsNot(String text) {
    assertThatThrownBy(() -> Bech32.decode(text)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void bech32GoesBothWays() {
    byte[] data = Known.counting(20);

    for (Bech32.Variant variant : Bech32.Variant.values()) {
      Bech32 read = Bech32.decode(Bech32.encode(variant, "cosmos", data));
      assertThat(read.variant()).isEqualTo(variant);
      assertThat(read.prefix()).isEqualTo("cosmos");
      assertThat(read.bytes(0)).isEqualTo(data);
    }
    assertThat(new Bech32(BECH32, "a", new byte[0]).bytes(0)).isEmpty();
  }

  @Test
  void bech32RefusesBitsLeftOver() {
    for (byte[] values : new byte[][] {{1}, {0}, {31, 1}, {0, 0, 0}, {31, 31, 31, 31, 30, 1}}) {
      assertThatThrownBy(() -> new Bech32(BECH32M, "a", values).bytes(0))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void base64HasOneSpelling() {
    assertThat(Base64Padded.encode(Base64Padded.decode("AQI="))).isEqualTo("AQI=");
    for (String bad : new String[] {"AQI", "AQJ=", "AQI=\n", "AQ-_", " AQI=", "AQI=="}) {
      assertThatThrownBy(() -> Base64Padded.decode(bad)).isInstanceOf(MalformedInput.class);
    }
  }

  /// RFC 4648 §10, without padding.
  @ParameterizedTest
  @CsvSource({"'',''", "66,MY", "666f,MZXQ", "666f6f,MZXW6", "666f6f626172,MZXW6YTBOI"})
  void base32GoesBothWays(String hex, String text) {
    assertThat(Base32.encode(HEX.parseHex(hex))).isEqualTo(text);
    assertThat(Base32.decode(text)).isEqualTo(HEX.parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"M", "MZ1Q", "my", "MY======", "MZ", "MZXW7YTBOJ", "MY "})
  void base32HasOneSpelling(String text) {
    assertThatThrownBy(() -> Base32.decode(text)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void bytesAreCutOnlyWhereTheyAre() {
    assertThat(Bytes.slice(new byte[] {1, 2, 3}, 1, 2)).containsExactly(2);
    assertThatThrownBy(() -> Bytes.slice(new byte[1], 0, 2)).isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> Bytes.slice(new byte[1], -1, 1)).isInstanceOf(MalformedInput.class);
  }
}
