package dev.countersign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// The expected values come from Python's `hmac`, given the framed bytes.
class HmacTest {
  private static final SecretKey KEY = new SecretKeySpec(Known.counting(32), "HmacSHA256");

  @Test
  void framesEachPartByItsLength() {
    assertThat(mac("ab", "c"))
        .isEqualTo("c3be357a5b3bed1965015d7fedd4253d32fc19fba41f6c74bc96b2a38f4c69ff");
    assertThat(mac(""))
        .isEqualTo("a86acbcbc29b8fa83c83582d56a892d0f06f0e487df5277680b0635c3927e3c5");
    assertThat(mac()).isEqualTo("d38b42096d80f45f826b44a9d5607de72496a415d3f4a1a8c88e3bb9da8dc1cb");
  }

  @Test
  void tellsListsApartThatReadTheSameInARow() {
    assertThat(mac("ab", "c"))
        .isNotIn(mac("a", "bc"), mac("abc"), mac("abc", ""), mac("", "abc"), mac("c", "ab"));
  }

  /// RFC 4231 §4.3.
  @Test
  void takesOneMessageAsItStands() {
    byte[] mac = Hmac.ofMessage(Known.bytes("Jefe"), Known.bytes("what do ya want for nothing?"));

    assertThat(HexFormat.of().formatHex(mac))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void changesWithTheKey() {
    SecretKey other =
        new SecretKeySpec(Known.bytes("another key of thirty-two bytes!"), "HmacSHA256");

    assertThat(Hmac.sha256(other, Known.bytes("ab")))
        .isNotEqualTo(Hmac.sha256(KEY, Known.bytes("ab")));
  }

  @Test
  void comparesWholeArraysOnly() {
    byte[] mac = Hmac.sha256(KEY, Known.bytes("ab"));

    assertThat(Hmac.same(mac, mac.clone())).isTrue();
    assertThat(Hmac.same(mac, new byte[0])).isFalse();
    for (int at = 0; at < mac.length; at++) {
      assertThat(Hmac.same(mac, Known.flipped(mac, at, 7))).isFalse();
    }
  }

  private static String mac(String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) bytes[i] = Known.bytes(parts[i]);
    return HexFormat.of().formatHex(Hmac.sha256(KEY, bytes));
  }
}
