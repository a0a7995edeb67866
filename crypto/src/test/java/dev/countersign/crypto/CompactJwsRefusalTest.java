package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens as attackers write them.
class CompactJwsRefusalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "AA",
        "AA.AA",
        "AA.AA.",
        "AA..AA",
        ".AA.AA",
        "..AA",
        "AA..",
        "AA.AA.AA.AA",
        "AA.AA.AA.",
        ".AA.AA.AA",
        "AA.AA.AA.AA.AA",
        " AA.AA.AA",
        "AA.AA.AA ",
        "AA.AA.AA\n",
        "AA.\tAA.AA",
        "AA .AA.AA",
        "AA.AA.A A",
        "AA==.AA.AA",
        "AA.AA.AA=",
        "AB.AA.AA",
        "AA.AB.AA",
        "AA.AA.AB",
        "A.AA.AA",
        "AA.A.AA",
        "AA.AA.AAAAA",
        "A+.AA.AA",
        "AA.A/.AA",
        "AA.AA.é",
        "AA.AA.\u0000A",
        "AA。AA。AA",
        "ＡＡ.AA.AA"
      })
  void refusesTextThatIsNotThreeCanonicalParts(String compact) {
    assertThatThrownBy(() -> CompactJws.split(compact)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void readsUpTo16KiloBytesAndNotOneMore() {
    String longest = "AAAA.AAAA." + "A".repeat(16_374);

    assertThat(CompactJws.split(longest).signature()).hasSize(12_280);
    assertThatThrownBy(() -> CompactJws.split(longest + "A")).isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> CompactJws.split(".".repeat(20_000_000)))
        .isInstanceOf(MalformedInput.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"None\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"rs256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS512\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"PS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":[\"RS256\"],\"kid\":\"k\",\"typ\":\"JWT\"}"
      })
  void refusesEveryAlgorithmButOurs(String header) {
    refuses(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\",\"jwk\":{\"kty\":\"RSA\"}}",
        "{\"jwk\":{},\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"jku\":\"https://evil.example/keys\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\",\"x5u\":\"https://evil.example/\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\",\"x5c\":[]}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"RS256\",\"b64\":false,\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"a\",\"kid\":\"b\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\",\"typ\":\"JWT\"}"
      })
  void refusesEveryMemberBeyondTheThree(String header) {
    refuses(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kid\":\"k\",\"alg\":\"RS256\",\"typ\":\"JWT\"}",
        "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"k\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"jwt\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}",
        "{ \"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}\n",
        "\uFEFF{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"\\u0061lg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}{}",
        "",
        "{}",
        "null",
        "[]",
        "{\"alg\":\"RS256\",\"kid\":\"",
        "{\"alg\":\"RS256\",\"kid\":\"\",\"typ\":\"JWT\"}"
      })
  void refusesEveryOtherShape(String header) {
    refuses(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a.b",
        "a/b",
        "../../etc/passwd",
        "a\u0000",
        "a\n",
        "k' OR '1'='1",
        "é",
        "а",
        "\\u0061",
        "a\"",
        "a=",
        "a+b",
        "k\",\"typ\":\"JWT\",\"x\":\"k"
      })
  void refusesKidsOutsideTheAlphabet(String kid) {
    refuses("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}");
  }

  @Test
  void readsKidsOfUpTo64Characters() {
    String longest = "a".repeat(64);

    assertThat(CompactJws.kidOf(Base64Url.decode(CompactJws.header(longest)))).contains(longest);
    refuses("{\"alg\":\"RS256\",\"kid\":\"a" + longest + "\",\"typ\":\"JWT\"}");
  }

  private static void refuses(String header) {
    assertThat(CompactJws.kidOf(Known.bytes(header))).isEmpty();
  }
}
